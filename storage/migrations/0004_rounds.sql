-- What became of the sheets, marks and findings of a round in the next one.

-- A file of the round before that the applicant did not bring again, and a sheet of it that a new sheet replaces.
alter table files add column carried_from uuid references files;
alter table sheets add column left_out text;  -- the model's id of the sheet that replaces it, or 'removed'

create table comparisons (
    "case"      uuid not null references cases,
    round       integer not null check (round >= 2),
    identity    text not null,
    failure     jsonb,
    compared_at timestamptz not null default clock_timestamp(),
    primary key ("case", round)
);

create table sheet_pairs (
    id         uuid primary key,
    "case"     uuid not null references cases,
    round      integer not null,
    ordinal    integer not null,
    old        uuid references sheets on delete cascade,
    new        uuid references sheets on delete cascade,
    standing   text not null check (standing in ('same', 'matched', 'doubtful', 'added', 'removed')),
    score      double precision not null,
    why        jsonb not null,
    candidates uuid[] not null,
    aligned    boolean not null,
    changes    jsonb not null,
    regions_mm jsonb not null,
    undeclared integer not null
);
create index sheet_pairs_case on sheet_pairs ("case", round);
create index sheet_pairs_old on sheet_pairs (old);
create index sheet_pairs_new on sheet_pairs (new);

-- What people said when they were asked; by the model's ids, which outlast another reading.
create table pair_answers (
    "case" uuid not null references cases,
    round  integer not null,
    new    text not null,
    old    text,
    person uuid not null references people,
    at     timestamptz not null default clock_timestamp(),
    primary key ("case", round, new)
);

create table placements (
    mark       uuid not null references marks,
    "case"     uuid not null references cases,
    round      integer not null,
    sheet      uuid references sheets on delete cascade,
    standing   text not null check (standing in ('placed', 'look', 'gone', 'asked')),
    shape      jsonb,
    why        jsonb not null,
    settled_by uuid references people,
    settled_at timestamptz,
    primary key (mark, round)
);
create index placements_case on placements ("case", round);
create index placements_sheet on placements (sheet);

create table measured_again (
    finding uuid not null references findings,
    "case"  uuid not null references cases,
    round   integer not null,
    answer  uuid references findings,
    outcome text not null check (outcome in ('met', 'broken', 'doubtful', 'gone')),
    primary key (finding, round)
);
create index measured_again_case on measured_again ("case", round);
create index measured_again_answer on measured_again (answer);

-- Why a comment came after the first round on a place that did not change; empty for any other.
alter table marks add column late_reason text not null default ''
    check (late_reason in ('', 'safety', 'new_information', 'changed_clause'));
alter table marks add column late_text text not null default '';
