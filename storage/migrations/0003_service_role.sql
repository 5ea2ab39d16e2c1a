-- Who the service is in the database: a role that adds to the timeline and can neither change nor remove an entry.
-- Where the one who migrates may not create roles, the operator does (see docs/decisions/0014) and grants it to him.

do $$
begin
    create role joint_review_service nologin;
exception
    when duplicate_object or unique_violation or insufficient_privilege then null;
end
$$;

do $$
begin
    if not exists (select from pg_roles where rolname = 'joint_review_service') then
        return;
    end if;
    execute format('grant usage on schema %I to joint_review_service', current_schema());
    execute format(
        'grant select, insert, update, delete on all tables in schema %I to joint_review_service', current_schema()
    );
    execute format('grant usage, select on all sequences in schema %I to joint_review_service', current_schema());
    execute format(
        'alter default privileges in schema %I grant select, insert, update, delete on tables to joint_review_service',
        current_schema()
    );
    execute format(
        'alter default privileges in schema %I grant usage, select on sequences to joint_review_service',
        current_schema()
    );
    revoke update, delete, truncate on timeline from joint_review_service;
    revoke insert, update, delete, truncate on migrations from joint_review_service;
end
$$;
