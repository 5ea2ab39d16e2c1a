"""What people do to a case: each act is one unit of work, and sets going what follows from it.

The pages and the command line call these; nobody else changes the state of a case.
"""

from review.acts.clocks import pause_clocks, resume_clocks
from review.acts.deciding import archive, decide, return_for_correction, seal, withdraw
from review.acts.drafting import add_file, change_facts, create_case, remove_file, resubmit, submit
from review.acts.machine import Progress, measure_again, progress
from review.acts.matters import answer_matters, appeal, decide_appeal, move_matter
from review.acts.rounds import say_pair, settle_mark
from review.acts.standing_in import declare_relation, end_absence, hand_over, note_absence, withdraw_relation
from review.acts.taking_in import Gap, accept, return_incomplete

__all__ = [
    "Gap",
    "Progress",
    "accept",
    "add_file",
    "answer_matters",
    "appeal",
    "archive",
    "change_facts",
    "create_case",
    "decide",
    "decide_appeal",
    "declare_relation",
    "end_absence",
    "hand_over",
    "measure_again",
    "move_matter",
    "note_absence",
    "pause_clocks",
    "progress",
    "remove_file",
    "resubmit",
    "resume_clocks",
    "return_for_correction",
    "return_incomplete",
    "say_pair",
    "seal",
    "settle_mark",
    "submit",
    "withdraw",
    "withdraw_relation",
]
