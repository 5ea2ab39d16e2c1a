-- People and their sign-ins.

create table people (
    id            uuid primary key,
    login         text not null check (login <> ''),
    name          text not null,
    firm          text not null,
    language      text not null,
    password_hash text not null,
    roles         text[] not null,
    disciplines   text[] not null,
    active        boolean not null default true,
    created_at    timestamptz not null default now()
);
create unique index people_login on people (lower(login));

create table sessions (
    token_sha256 text primary key,
    person       uuid not null references people,
    csrf         text not null,
    opened_at    timestamptz not null default now(),
    expires_at   timestamptz not null
);
create index sessions_person on sessions (person);
create index sessions_expires_at on sessions (expires_at);

create table attempts (
    id        bigint generated always as identity primary key,
    login     text not null,
    at        timestamptz not null,
    succeeded boolean not null
);
create index attempts_login on attempts (login, at);

-- Cases and who has a part in them.

create table case_counts (
    year integer primary key,
    last integer not null
);

create table cases (
    id         uuid primary key,
    number     text not null unique,
    name       text not null,
    state      text not null default 'draft',
    round      integer not null default 1 check (round >= 1),
    facts      jsonb not null,
    applicant  uuid not null references people,
    owner      uuid references people,
    created_at timestamptz not null default now(),
    filed_on   date,
    version    integer not null default 1
);
create index cases_state on cases (state);
create index cases_applicant on cases (applicant);
create index cases_owner on cases (owner);

create table parties (
    "case"     uuid not null references cases,
    person     uuid not null references people,
    role       text not null,
    discipline text not null,
    primary key ("case", person, role, discipline)
);
create index parties_person on parties (person);

create table gaps (
    id       uuid primary key,
    "case"   uuid not null references cases,
    what     text not null,
    owner    text not null,
    due_on   date not null,
    noted_at timestamptz not null default now()
);
create index gaps_case on gaps ("case");

create table assignments (
    "case"      uuid not null references cases,
    round       integer not null,
    discipline  text not null,
    person      uuid not null references people,
    due_on      date not null,
    why         text not null,
    assigned_at timestamptz not null default now(),
    primary key ("case", round, discipline)
);
create index assignments_person on assignments (person);

-- Files and the sheets read out of them.

create table files (
    id             uuid primary key,
    "case"         uuid not null references cases,
    round          integer not null,
    name           text not null,
    sha256         text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    size           bigint not null check (size >= 0),
    format         text not null,
    status         text not null default 'received' check (status in ('received', 'reading', 'read', 'refused')),
    refusal        jsonb,
    uploaded_by    uuid not null references people,
    uploaded_at    timestamptz not null default clock_timestamp(),
    columns_sha256 text,
    source         jsonb,
    seconds        jsonb not null default '{}',
    unique ("case", round, sha256),
    unique (id, "case"),
    check ((status = 'refused') = (refusal is not null))
);

create table sheets (
    id             uuid primary key,
    "case"         uuid not null,
    round          integer not null,
    file           uuid not null,
    sheet          text not null,
    ordinal        integer not null,
    number         text not null,
    title          text not null,
    discipline     text not null,
    scale          double precision,
    size_mm        double precision[] not null check (cardinality(size_mm) = 2),
    "where"        text not null,
    frame          text not null,
    to_mm          double precision[] not null check (cardinality(to_mm) = 6),
    bounds_m       double precision[] not null check (cardinality(bounds_m) = 4),
    plot_sha256    text,
    picture_sha256 text,
    picture_size   integer[] check (cardinality(picture_size) = 2),
    not_displayed  jsonb not null,
    unique (id, "case"),
    foreign key (file, "case") references files (id, "case")
);
create index sheets_file on sheets (file);
create index sheets_case on sheets ("case", round);

create table acknowledgements (
    sheet  uuid not null references sheets on delete cascade,
    person uuid not null references people,
    at     timestamptz not null default clock_timestamp(),
    primary key (sheet, person)
);

-- What the rules found, and what reviewers say to it.

create sequence run_turns;

create table runs (
    id             uuid primary key,
    "case"         uuid not null references cases,
    round          integer not null,
    identity       text not null,
    report_sha256  text not null,
    engine         text not null,
    clauses_sha256 text not null,
    filed_on       date not null,
    coverage       jsonb not null,
    accounts       jsonb not null,
    created_at     timestamptz not null default clock_timestamp(),
    turn           bigint not null
);
create unique index runs_turn on runs ("case", round, turn);

create table findings (
    id         uuid primary key,
    run        uuid not null references runs,
    "case"     uuid not null references cases,
    ordinal    integer not null,
    rule       text not null,
    discipline text not null,
    verdict    text not null check (verdict in ('met', 'broken', 'doubtful')),
    severity   text not null,
    subject    text not null,
    sheet      text not null,
    body       jsonb not null
);
create unique index findings_run on findings (run, ordinal);
create index findings_case on findings ("case");

create table judgements (
    id      bigint generated always as identity primary key,
    finding uuid not null references findings,
    person  uuid not null references people,
    agrees  boolean not null,
    reason  text not null,
    at      timestamptz not null default clock_timestamp()
);
create index judgements_finding on judgements (finding);

-- Marks, opinions, the decision, the package.

create table marks (
    id           uuid primary key,
    "case"       uuid not null,
    round        integer not null,
    sheet        uuid not null,
    author       uuid not null references people,
    discipline   text not null,
    severity     text not null,
    comment      text not null,
    body         jsonb not null,
    created_at   timestamptz not null default clock_timestamp(),
    withdrawn_at timestamptz,
    foreign key (sheet, "case") references sheets (id, "case")
);
create index marks_case on marks ("case", round);
create index marks_sheet on marks (sheet);

create table opinions (
    "case"      uuid not null references cases,
    round       integer not null,
    discipline  text not null,
    person      uuid not null references people,
    conclusion  text not null,
    text        text not null,
    released_at timestamptz not null default clock_timestamp(),
    primary key ("case", round, discipline)
);

create table decisions (
    "case"        uuid not null references cases,
    round         integer not null,
    conclusion    text not null,
    reasons       jsonb not null,
    person        uuid not null references people,
    decided_at    timestamptz not null default clock_timestamp(),
    letter_sha256 text,
    primary key ("case", round)
);

create table packages (
    "case"    uuid not null references cases,
    round     integer not null,
    code      text not null unique,
    sha256    text not null,
    size      bigint not null,
    sealed_by uuid not null references people,
    sealed_at timestamptz not null default clock_timestamp(),
    seconds   jsonb not null,
    primary key ("case", round)
);
create index packages_sha256 on packages (sha256);
