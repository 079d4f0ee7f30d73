-- An instance that does not own the schemas looks here whether they are its version's.
GRANT USAGE ON SCHEMA flyway TO resultity_app;
GRANT SELECT ON flyway.flyway_schema_history TO resultity_app;

-- Since PostgreSQL 16, who creates a role is a member of it without being able to act as it.
DO $$
BEGIN
  IF current_setting('server_version_num')::int >= 160000 THEN
    IF NOT pg_has_role(current_user, 'resultity_app', 'SET') THEN
      EXECUTE format('GRANT resultity_app TO %I', current_user);
    END IF;
  END IF;
END
$$;
