-- A limit that was given another end is counted from that when it stands still again.
grant update (ends_on) on circulation.time_limit to obeh_app;
