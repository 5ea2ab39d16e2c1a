-- Matters: what a released opinion asks of the applicant, every move of it, appeals; and opinions still in draft.


create table matters (
    id          uuid primary key,
    "case"      uuid not null references cases,
    round       integer not null,
    discipline  text not null,
    kind        text not null check (kind in ('mark', 'finding', 'opinion')),
    mark        uuid unique references marks,
    finding     uuid unique references findings,
    rule        text not null,
    subject     text not null,
    sheet       uuid,
    said        text not null,
    clause      text not null,
    severity    text not null,
    measured    text not null,
    required    text not null,
    opened_by   uuid not null references people,
    opened_at   timestamptz not null default clock_timestamp(),
    state       text not null default 'open' check (state in ('open', 'answered', 'settled', 'carried_over')),
    late_reason text not null,
    conflict    uuid,
    check ((kind = 'mark') = (mark is not null)),
    check ((kind = 'finding') = (finding is not null))
);
create index matters_case on matters ("case", state);

create table matter_words (
    id     bigint generated always as identity primary key,
    matter uuid not null references matters,
    person uuid references people,
    move   text not null,
    text   text not null,
    sheet  text not null,
    at     timestamptz not null default clock_timestamp()
);
create index matter_words_matter on matter_words (matter);

create table appeals (
    id         uuid primary key,
    matter     uuid not null references matters,
    person     uuid not null references people,
    text       text not null,
    at         timestamptz not null default clock_timestamp(),
    given_to   uuid references people,
    decided_by uuid references people,
    decision   text check (decision in ('upheld', 'allowed')),
    reason     text not null default '',
    decided_at timestamptz,
    check ((decision is null) = (decided_by is null)),
    unique (matter)
);

create table opinion_drafts (
    "case"     uuid not null references cases,
    round      integer not null,
    discipline text not null,
    person     uuid not null references people,
    conclusion text not null,
    text       text not null,
    saved_at   timestamptz not null default clock_timestamp(),
    primary key ("case", round, discipline, person)
);
