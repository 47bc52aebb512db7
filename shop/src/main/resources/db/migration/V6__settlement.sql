-- The nightly settlement: what each wallet moved on a day. Once per day and account because the job runs once per day and
-- goes on where it stopped; no unique index, so that a second one would show.
CREATE TABLE settlement (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    date         date   NOT NULL,
    account      uuid   NOT NULL REFERENCES account,
    amount_minor bigint NOT NULL
);
CREATE INDEX settlement_by_date ON settlement (date, account);
CREATE INDEX ledger_entry_of_account ON ledger_entry (account_id);
