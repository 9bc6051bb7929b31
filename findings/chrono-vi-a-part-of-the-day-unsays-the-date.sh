#!/usr/bin/env bash
# chrono-node 2.10.3, Vietnamese: "21/10/2013" is 21 October 2013. With the part of the day before it, as newspapers write ("chiều
# 21/10/2013", the afternoon of that day), the span covers all the words, but the date is the day of the reference: day, month and year
# that are written are dropped, and the hour is noon. "chiều ngày 21/10" falls into two results, the first of which is today's
# afternoon. Behind the date, as in English, the part of the day is read.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-fund --no-audit --prefix "$folder" 'chrono-node@2.10.3'
cat > "$folder/run.cjs" <<'JS'
const assert = require("node:assert");
const chrono = require("chrono-node");
const { version } = JSON.parse(require("node:fs").readFileSync("node_modules/chrono-node/package.json"));
console.log("chrono-node", version);
const now = { instant: new Date("2013-10-30T05:00:00Z"), timezone: 420 };
const read = (locale, text) => {
  const rows = locale.parse(text, now).map(({ text: words, start }) => {
    const two = (name) => String(start.get(name)).padStart(2, "0");
    return `${words}: ${start.get("year")}-${two("month")}-${two("day")}T${two("hour")}`;
  });
  console.log(JSON.stringify(text), rows);
  return rows;
};
assert.deepEqual(read(chrono.vi, "21/10/2013"), ["21/10/2013: 2013-10-21T12"]);
assert.deepEqual(read(chrono.vi, "chiều 21/10/2013"), ["chiều 21/10/2013: 2013-10-30T12"]);
assert.deepEqual(read(chrono.vi, "sáng 5 tháng 3"), ["sáng 5 tháng 3: 2013-10-30T12"]);
assert.deepEqual(read(chrono.vi, "chiều ngày 21/10"), ["chiều: 2013-10-30T15", "21/10: 2013-10-21T12"]);
assert.deepEqual(read(chrono.en.GB, "21/10/2013 afternoon"), ["21/10/2013 afternoon: 2013-10-21T15"]);
JS
node "$folder/run.cjs"
