import { withoutStatementValues } from "../../../instrumentation/src/tracing/statement-values";

const INSERT = "INSERT INTO users (mail, word, age) VALUES ('bob@example.com', 'it''s', 4711)";

test.each([
  ["the statement itself", INSERT, `failed: ${INSERT}`, "failed: INSERT INTO users (mail, word, age) VALUES (?)"],
  ["a value of it", INSERT, "Key (mail)=(bob@example.com) exists", "Key (mail)=(?) exists"],
  ["a value with a quote", INSERT, `no good: "it's"`, `no good: "?"`],
  ["a number of it", INSERT, "Key (age)=(4711) exists at 14711", "Key (age)=(?) exists at 14711"],
  [
    "another statement",
    "INSERT INTO users VALUES ($1, $2)",
    "INSERT INTO users VALUES ('bob', 'geheim') - duplicate key",
    "INSERT INTO users VALUES (?) - duplicate key",
  ],
  ["a part of a statement", "SELECT $1", "INSERT … ('bob@example.com','gehe", "INSERT … (?"],
  [
    "a value of a parameter",
    "INSERT INTO users VALUES (?)",
    "Duplicate entry 'bob@example.com' for key 'users.mail'",
    "Duplicate entry ? for key 'users.mail'",
  ],
  ["words", "SELECT 1", "can't connect, isn't there", "can't connect, isn't there"],
  ["a token", "SELECT 1", "no Bearer abc123abc123abc123", "no Bearer [redacted]"],
])("of an error %s is not shown", (_, statement, message, expected) => {
  expect(withoutStatementValues("mysql", statement, message)).toBe(expected);
});

test("the lines of a stack stay as they are, each on its own", () => {
  const stack = "Error: bad 4711 in SELECT 'x'\n    at select (/app/db.js:4711:5)\n    at main (/app/main.js:1:1)";
  expect(withoutStatementValues("postgresql", INSERT, stack)).toBe(
    "Error: bad ? in SELECT ?\n    at select (/app/db.js:4711:5)\n    at main (/app/main.js:1:1)",
  );
});

test.each([
  ["redis", "SET session:1 s3cret", "ERR unknown command, with args beginning with: `session:1` `s3cret`"],
  ["mongodb", `{"insert":"users","documents":[{"mail":"session:1","word":"s3cret"}]}`, "dup key: session:1 s3cret"],
  ["oracle.db", "SELECT q'[session:1]', $$s3cret$$ FROM dual", "ORA-1: session:1, s3cret"],
  ["postgresql", "SELECT '[session:1(*', '\\s3cret'", "no [session:1(* nor \\s3cret"],
])("of %s no value is shown", (system, statement, message) => {
  expect(withoutStatementValues(system, statement, message)).not.toMatch(/session:1|s3cret/);
});

test("long statements and long texts cost no more than some milliseconds", () => {
  const statement = `SELECT ${Array.from({ length: 3000 }, (_, i) => `'value ${i}'`).join(", ")}`;
  const texts = [statement, "'".repeat(9000), "select ".repeat(1500), "update ".repeat(1500), "\n at".repeat(3000)];
  const began = performance.now();
  for (const text of texts) withoutStatementValues("postgresql", statement, text);
  expect(performance.now() - began).toBeLessThan(500);
});
