// Tables can be sorted by their headings: figures by size, dates by day, words as the language orders them.
(() => {
  const language = document.documentElement.lang;
  const words = new Intl.Collator(language, { numeric: true });
  const decimal = new Intl.NumberFormat(language).formatToParts(1.5).find(part => part.type === "decimal").value;
  const month = new Intl.DateTimeFormat(language, { month: "short" });
  const months = Array.from({ length: 12 }, (_, number) => month.format(new Date(2026, number, 1)).toLowerCase().slice(0, 3));

  // 3 Apr 2026, 3. Apr. 2026 and Apr 3, 2026
  const day = text => {
    const [, before, name, after, year] = text.match(/^(?:(\d{1,2})\.? )?(\p{L}{3,})\.?(?: (\d{1,2}),)? (\d{4})$/u) ?? [];
    const place = months.indexOf(name?.toLowerCase().slice(0, 3));
    return place >= 0 && (before ?? after) ? new Date(year, place, before ?? after).getTime() : null;
  };
  const figure = text => {
    const [found] = text.match(/[−-]?\P{L}?\d[\d.,’'\s]*/u) ?? [];
    if (!found) return null;
    const bare = [...found].filter(sign => /\d/.test(sign) || sign === decimal).join("").replace(decimal, ".");
    return (/^[−-]|[−-]\D*\d/.test(text) ? -1 : 1) * Number.parseFloat(bare);
  };
  const read = (row, place, isNumber) => {
    const text = row.cells[place].innerText.trim();
    return text ? day(text) ?? (isNumber ? figure(text) : text) : null;
  };
  const compare = (left, right) =>
    typeof left === "string" || typeof right === "string" ? words.compare(left, right) : left - right;

  const sort = (table, heading, place) => {
    const down = heading.ariaSort === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    heading.ariaSort = down ? "descending" : "ascending";
    const isNumber = heading.classList.contains("number");
    const rows = [...table.tBodies[0].rows].map(row => [read(row, place, isNumber), row]);
    rows.sort(([left], [right]) =>
      left === null || right === null ? (left === null) - (right === null) : (down ? -1 : 1) * compare(left, right));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };

  for (const table of document.querySelectorAll(".table-room > table")) {
    if (table.tBodies[0].rows.length < 3) continue;
    [...table.tHead.rows[0].cells].forEach((heading, place) => {
      if (!heading.innerText.trim()) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append(...heading.childNodes);
      button.addEventListener("click", () => sort(table, heading, place));
      heading.append(button);
    });
  }
})();
