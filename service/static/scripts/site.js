// Starts GOV.UK Frontend's components, and lets tables stack on a phone.
import { initAll } from "../govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();

// On a phone a row becomes a block in which every cell says its heading; the
// roles keep it a table for a screen reader. Without this script a table scrolls.
const stackTables = () => {
  for (const table of document.querySelectorAll(".hedge-table > table")) {
    const headings = [...table.querySelectorAll("thead th")].map((th) => th.textContent.trim());
    const rows = [...table.tBodies].flatMap((body) => [...body.rows]);
    if (rows.some((row) => row.cells.length !== headings.length)) {
      continue;
    }
    table.setAttribute("role", "table");
    for (const part of table.querySelectorAll("thead, tbody")) part.setAttribute("role", "rowgroup");
    for (const row of table.rows) row.setAttribute("role", "row");
    for (const th of table.querySelectorAll("thead th")) th.setAttribute("role", "columnheader");
    for (const row of rows) {
      [...row.cells].forEach((cell, i) => {
        cell.dataset.label = headings[i];
        cell.setAttribute("role", cell.tagName === "TH" ? "rowheader" : "cell");
      });
    }
    table.parentElement.classList.add("hedge-table--stacks");
  }
};
stackTables();
document.addEventListener("hedge:shown", stackTables); // when a script shows the page anew

// A page with something still to come looks again by itself; without this script it is sent anew.
const waiting = document.querySelector("[data-look-again]");
if (waiting) {
  setTimeout(() => location.reload(), 1000 * Number(waiting.dataset.lookAgain));
}
