// What belongs to the chosen find, shown in the text: giver, recipients, what is measured, of whom, when, whose title.

const REACH = 3000; // UTF-16 units on both sides of a find in which its parties are looked for

/** The place of quoted words that is nearest to a find. */
function nearest(quoted, { start, end }) {
  const words = quoted && quoted.match(WORD);
  if (!words) return null;
  const from = Math.max(0, start - REACH);
  const distance = ([first, last]) => Math.max(0, first - end, start - last);
  const places = placesOf(words.map(wanted), view.record.text.slice(from, end + REACH)).map(([first, last]) => [first + from, last + from]);
  return places.sort((one, other) => distance(one) - distance(other))[0] || null;
}

const nearestOf = (items, { start }) => items.slice().sort((one, other) => Math.abs(one.start - start) - Math.abs(other.start - start))[0];
const placeOf = (item) => item && [item.start, item.end];

/** The parties of a find: the name of what they are to it, and where they stand in the text. */
function partiesOf({ kind, item, of }) {
  const one = view.record;
  const parties = {
    mention: () => of.titles.map((title) => ["title", placeOf(title)]),
    title: () => [["holder", placeOf(nearestOf(of.mentions, item))]],
    date: () => one.statistics.filter((other) => periodOf(other, one) === item).map((other) => ["figure", placeOf(other)]),
    statistic: () => [["subject", nearest(item.subject, item)], ["entity", nearest(item.entity, item)], ["period", placeOf(periodOf(item, one))], ["base", placeOf(item.base)]],
    base: () => [["value", placeOf(of)]],
    document: () => [["issuer", nearest(of.issuer, item)]],
    award: () => {
      const presenter = presenterOf(item, one);
      return [
        ["giverShort", nearest(item.giver, item)], ["presenter", presenter && placeOf(nearestOf(presenter.mentions, item))],
        ...item.recipients.map((recipient) => ["recipient", nearest(recipient, item)]), ["reason", nearest(item.reason, item)],
      ];
    },
  };
  return (kind in parties ? parties[kind]() : []).filter(([, place]) => place);
}

/** Paint the parties of the chosen find, with a label over each and a line to it. */
function showRelations(find) {
  hideRelations();
  if (!view.blocks) return;
  view.parties = find ? partiesOf(find) : [];
  for (const [, [start, end]] of view.parties) paint("related", rangeOf(start, end));
  drawLines();
}

function hideRelations() {
  unpaint("related");
  if (view) view.parties = [];
  const lines = main.querySelector(".lines");
  if (lines) lines.replaceChildren();
}

function drawLines() {
  const layer = main.querySelector(".lines");
  if (!layer || !view.chosen) return;
  const [mark] = view.marks.get(view.chosen.at) || [];
  if (!mark) return;
  const frame = layer.getBoundingClientRect();
  const at = (box) => [box.left - frame.left + Math.min(box.width, 60) / 2, box.top - frame.top];
  const [x, y] = at(mark.getClientRects()[0]);
  const picture = svg("svg", { "aria-hidden": "true" });
  const labels = [];
  for (const [name, [start, end]] of view.parties) {
    const range = rangeOf(start, end);
    const [box] = range ? range.getClientRects() : [];
    if (!box) continue;
    const [toX, toY] = at(box);
    const lift = Math.min(40, 12 + Math.abs(toX - x) / 12);
    picture.append(svg("path", { d: `M${x} ${y}C${x} ${y - lift} ${toX} ${toY - lift} ${toX} ${toY}` }));
    const label = h("span", { class: "party" }, t(name));
    label.style.left = box.left - frame.left + "px";
    label.style.top = box.top - frame.top + "px";
    labels.push(label);
  }
  layer.replaceChildren(picture, ...labels);
}
