// Drives the vendor's Node SDK 0.3.2 from the folder given. Prints a JSON object: step -> what came back.
"use strict";

const path = require("path");
const [folder, url, key, now] = process.argv.slice(2);
const modules = path.join(folder, "node_modules", "@infobip-api", "sdk");
const { Infobip, AuthType } = require(modules);

// The SDK returns errors instead of throwing them.
function seen(answer) {
  if (answer instanceof Error) {
    const response = answer.response;
    return { error: answer.message, status: response ? response.status : null, data: response ? response.data : null };
  }
  return { status: answer.status, data: answer.data };
}

async function main() {
  const client = (apiKey) => new Infobip({ baseUrl: url, apiKey, authType: AuthType.ApiKey });
  const email = client(key).channels.email;
  const later = new Date(new Date(now).getTime() + 20 * 86400 * 1000).toISOString();
  const mail = { from: "Jane <jane@example.com>", subject: "Hello {{name}}", text: "Good day" };
  const found = { version: require(path.join(modules, "package.json")).version };
  const step = async (name, call) => {
    found[name] = seen(await call());
  };

  await step("one", () => email.send({ ...mail, to: "one@example.com", messageId: "n-one", bulkId: "n-now" }));
  await step("many", () =>
    email.send({
      ...mail,
      to: ["ana@example.com", "bounce@example.com"],
      cc: ["cem@example.com"],
      html: "<p>Hello</p>",
      bulkId: "n-now",
      messageId: "n-many",
      defaultPlaceholders: '{"name":"Ana"}',
      attachment: [
        { data: Buffer.from([0, 1, 255]), name: "daten.bin" },
        { data: Buffer.from("two"), name: "two.txt" },
      ],
    })
  );
  await step("template", () => email.send({ ...mail, to: "t@example.com", templateId: 322307 }));
  await step("boolean", () => email.send({ ...mail, to: "b@example.com", trackOpens: true, bulkId: "n-boolean" }));
  await step("logs", () => email.log.get({ messageId: ["n-one", "n-many"], limit: 10 }));
  await step("reports", () => email.report.get({ bulkId: "n-now" }));
  await step("reports_again", () => email.report.get({ bulkId: "n-now" }));
  await step("schedule", () => email.send({ ...mail, to: "l@example.com", bulkId: "n bulk/1", sendAt: later }));
  await step("bulk", () => email.get("n bulk/1"));
  await step("bulk_moved", () => email.reschedule("n bulk/1", later));
  await step("bulk_paused", () => email.status.update("n bulk/1", "PAUSED"));
  await step("bulk_status", () => email.status.get("n bulk/1"));
  await step("bulk_unknown", () => email.status.get("nobody's"));
  await step("validate", () => email.validate("ana@example.com"));
  await step("bad", () => email.send({ ...mail, to: "nobody" }));
  await step("unauthorized", () => client("wrong").channels.email.report.get({}));
  // Told to end: the request that failed inside the SDK would keep the process alive.
  process.stdout.write(JSON.stringify(found), () => process.exit(0));
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
