-- What happened in a case: one chain per case, only ever added to.

create table timeline (
    "case"   uuid not null references cases,
    position integer not null check (position >= 1),
    at       timestamptz not null,
    person   uuid references people,
    event    text not null,
    detail   text not null,
    previous text not null check (previous ~ '^[0-9a-f]{64}$'),
    hash     text not null check (hash ~ '^[0-9a-f]{64}$'),
    primary key ("case", position)
);

create function timeline_stands() returns trigger language plpgsql as $$
begin
    raise exception 'the timeline is only ever added to: % is refused', tg_op using errcode = 'restrict_violation';
end
$$;

create trigger timeline_rows_stand before update or delete on timeline
    for each row execute function timeline_stands();

create trigger timeline_stands before truncate on timeline
    for each statement execute function timeline_stands();

create function timeline_follows() returns trigger language plpgsql as $$
declare
    last record;
begin
    select position, hash into last from timeline where "case" = new."case" order by position desc limit 1;
    if new.position <> coalesce(last.position, 0) + 1 or new.previous <> coalesce(last.hash, repeat('0', 64)) then
        raise exception 'entry % of case % does not follow the last one', new.position, new."case"
            using errcode = 'restrict_violation';
    end if;
    return new;
end
$$;

create trigger timeline_entry_follows before insert on timeline
    for each row execute function timeline_follows();
