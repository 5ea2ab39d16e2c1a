-- Why somebody may not review for a firm, and when somebody is away.

create table relations (
    id           uuid primary key,
    person       uuid not null references people,
    firm         text not null check (firm <> ''),
    reason       text not null,
    declared_by  uuid not null references people,
    declared_at  timestamptz not null default clock_timestamp(),
    withdrawn_at timestamptz
);
create index relations_person on relations (person);

create table absences (
    id           uuid primary key,
    person       uuid not null references people,
    from_on      date not null,
    until_on     date not null,
    reason       text not null,
    noted_by     uuid not null references people,
    noted_at     timestamptz not null default clock_timestamp(),
    withdrawn_at timestamptz,
    check (until_on >= from_on)
);
create index absences_person on absences (person);
