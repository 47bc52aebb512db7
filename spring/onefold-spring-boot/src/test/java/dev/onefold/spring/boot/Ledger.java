package dev.onefold.spring.boot;

import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** Makes effects, one way or another. */
interface Ledger {

    /** Joins the transaction of the caller. */
    void add(String name);

    /** Adds, and then fails inside of transactional advice of its own. */
    void addAndFail(String name);

    /** By SQL, at once. */
    @Transactional
    class Jdbc implements Ledger {

        private final JdbcClient sql;

        Jdbc(JdbcClient sql) {
            this.sql = sql;
        }

        @Override
        public void add(String name) {
            sql.sql("INSERT INTO effect VALUES (?)").param(name).update();
        }

        @Override
        public void addAndFail(String name) {
            add(name);
            throw new IllegalStateException("failed after " + name);
        }
    }

    /** By an ORM, which writes when it is flushed. */
    @Transactional
    class Jpa implements Ledger {

        private final EntityManager entities;

        Jpa(EntityManager entities) {
            this.entities = entities;
        }

        @Override
        public void add(String name) {
            entities.persist(new Effect(name));
        }

        @Override
        public void addAndFail(String name) {
            add(name);
            throw new IllegalStateException("failed after " + name);
        }
    }

    /** A row of the table of effects. */
    @Entity
    @Table(name = "effect")
    class Effect {

        @Id
        private String name;

        protected Effect() {
            this("");
        }

        Effect(String name) {
            this.name = name;
        }

        String name() {
            return name;
        }
    }
}
