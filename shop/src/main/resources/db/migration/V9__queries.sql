-- Versions for entity tags: each change that a reader can see counts one up, whoever makes it.

ALTER TABLE product ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE stock ADD COLUMN version bigint NOT NULL DEFAULT 1;

CREATE FUNCTION count_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.version := OLD.version + 1;
  RETURN NEW;
END $$;

CREATE TRIGGER count_version BEFORE UPDATE ON product FOR EACH ROW EXECUTE FUNCTION count_version();
CREATE TRIGGER count_version BEFORE UPDATE ON stock FOR EACH ROW EXECUTE FUNCTION count_version();
