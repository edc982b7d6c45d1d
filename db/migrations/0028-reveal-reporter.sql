-- A reporter who asked not to be named may give their name themselves, when their complaint becomes a request that wants one. The event of that act says so.
grant update (anonymous) on ticket to tanggap_app;
