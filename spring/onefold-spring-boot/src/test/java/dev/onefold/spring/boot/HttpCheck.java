package dev.onefold.spring.boot;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** What a client and a look into the books can tell of an API, each by its name. */
enum HttpCheck {
    CALLERS_DO_NOT_SHARE_KEYS {
        @Override
        boolean passes(App app) {
            Told alices = app.postAs("alice", "/made?name=callers", "key-of-two-callers");
            Told bobs = app.postAs("bob", "/made?name=callers", "key-of-two-callers");
            return isFirst(alices) && isFirst(bobs) && made(app, "callers") == 2;
        }
    },
    A_KEY_IS_BOUND_TO_ITS_PATH {
        @Override
        boolean passes(App app) {
            Told first = app.post("/paths/path-a", "key-of-two-paths");
            Told second = repeat(app, "/paths/path-b", "key-of-two-paths");
            return isFirst(first) && second.status() == 422 && made(app, "path-b") == 0;
        }
    },
    A_KEY_IS_BOUND_TO_ITS_QUERY {
        @Override
        boolean passes(App app) {
            Told first = app.post("/made?name=query-a", "key-of-two-queries");
            Told second = repeat(app, "/made?name=query-b", "key-of-two-queries");
            return isFirst(first) && second.status() == 422 && made(app, "query-b") == 0;
        }
    },
    A_REPLAY_HAS_THE_SAME_BYTES {
        @Override
        boolean passes(App app) {
            Told first = app.post("/odd", "key-of-odd-bytes");
            Told second = repeat(app, "/odd", "key-of-odd-bytes");
            return isFirst(first)
                    && second.replayed()
                    && first.body().equals(CheckedApi.ODD_JSON)
                    && second.body().equals(first.body())
                    && second.header("Content-Type").equals(first.header("Content-Type"));
        }
    },
    AN_ASYNC_ANSWER_IS_RECORDED_WHEN_IT_ENDS {
        @Override
        boolean passes(App app) throws Exception {
            CheckedApi.Handlers handlers = app.bean(CheckedApi.Handlers.class);
            try (Crew crew = new Crew()) {
                Future<Told> first = crew.start(() -> app.post("/later", "key-of-a-later-one"));
                if (!handlers.asked.await(Crew.PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return false;
                }
                handlers.later.setResult("later");
                Told told = Crew.result(first);
                Told second = repeat(app, "/later", "key-of-a-later-one");
                return isFirst(told)
                        && told.body().equals("later")
                        && second.replayed()
                        && second.body().equals("later");
            }
        }
    },
    AN_ANSWER_IS_SENT_AFTER_ITS_COMMIT {
        @Override
        boolean passes(App app) {
            take(app, "too-early");
            return app.post("/late?name=too-early", "key-of-an-early-answer").status() >= 400;
        }
    },
    A_FAILED_SAVE_FREES_NO_KEY {
        @Override
        boolean passes(App app) {
            app.sql().sql("""
                    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
                    BEGIN RAISE EXCEPTION 'the disk is full'; END $$""").update();
            app.sql().sql("""
                    CREATE TRIGGER refuse BEFORE INSERT ON onefold_record FOR EACH ROW
                    WHEN (NEW.operation = 'foreign') EXECUTE FUNCTION refuse()""").update();
            Told first = app.post("/foreign", "key-of-a-failed-save");
            app.sql().sql("DROP TRIGGER refuse ON onefold_record").update();
            Told second = app.post("/foreign", "key-of-a-failed-save");
            return first.status() >= 400
                    && second.status() >= 400
                    && app.bean(CheckedApi.Handlers.class).foreign.get() == 1;
        }
    },
    EFFECT_AND_RECORD_ARE_ONE_TRANSACTION {
        @Override
        boolean passes(App app) {
            take(app, "at-once");
            app.post("/late?name=at-once", "key-of-one-transaction");
            app.sql().sql("DELETE FROM late_effect").update();
            Told second = repeat(app, "/late?name=at-once", "key-of-one-transaction");
            awaitWriters(app, "late_effect");
            return second.status() == 200 && app.count("late_effect") == 1;
        }
    };

    abstract boolean passes(App app) throws Exception;

    /** Those that an application fails. */
    static Set<HttpCheck> failedBy(App app) throws Exception {
        Set<HttpCheck> failed = EnumSet.noneOf(HttpCheck.class);
        for (HttpCheck check : List.of(values())) {
            if (!check.passes(app)) {
                failed.add(check);
            }
        }
        return failed;
    }

    private static boolean isFirst(Told told) {
        return told.status() == 200 && !told.replayed();
    }

    /** Sends it until the first has ended: an answer may come before its commit where that is what is wrong. */
    private static Told repeat(App app, String path, String key) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(Crew.PATIENCE_SECONDS);
        Told told = app.post(path, key);
        while (told.status() == 409 && System.nanoTime() < until) {
            told = app.post(path, key);
        }
        return told;
    }

    /** As for {@link #repeat}. */
    private static void awaitWriters(App app, String table) {
        app.sql()
                .sql("DO $$ BEGIN LOCK TABLE " + table + " IN SHARE MODE; END $$")
                .update();
    }

    private static long made(App app, String name) {
        awaitWriters(app, "made");
        return app.sql()
                .sql("SELECT count(*) FROM made WHERE name = ?")
                .param(name)
                .query(Long.class)
                .single();
    }

    private static void take(App app, String name) {
        app.sql().sql("INSERT INTO late_effect VALUES (?)").param(name).update();
    }
}
