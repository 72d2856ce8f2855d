-- A server tells its supervisor whether the database has the form it needs.
grant select on platform.migration to obeh_app;
