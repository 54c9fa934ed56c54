// Reads mails, a line of base64 each, with mailparser; answers each with a line of JSON.
const { simpleParser } = require("mailparser");
const lines = require("readline").createInterface({ input: process.stdin });

async function read(line) {
  const options = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };
  const mail = await simpleParser(Buffer.from(line, "base64"), options);
  return {
    headers: mail.headerLines.map((one) => one.key),
    subject: mail.subject ?? "",
    from: mail.from.value,
    to: mail.to.value,
    date: mail.date.toISOString(),
    message_id: mail.messageId,
    references: mail.references,
    leave: mail.headerLines.filter((one) => one.key === "list-unsubscribe").map((one) => one.line),
    text: mail.text ?? "",
    html: mail.html || "",
    attachments: mail.attachments.map((one) => [one.contentType, one.filename, one.content.toString("base64")]),
  };
}

(async () => {
  for await (const line of lines) console.log(JSON.stringify(await read(line)));
})();
