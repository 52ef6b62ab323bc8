/* Arrow keys and Enter lead from cell to cell of a grid; without this the Tab key does. */
"use strict";
document.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!(cell instanceof HTMLInputElement) || !cell.dataset.column || event.altKey || event.ctrlKey || event.metaKey) return;
  const column = Number(cell.dataset.column);
  const atEnd = cell.selectionStart === cell.value.length && cell.selectionEnd === cell.value.length;
  const atStart = cell.selectionStart === 0 && cell.selectionEnd === 0;
  const ways = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [event.shiftKey ? -1 : 1, 0] };
  if (atEnd) ways.ArrowRight = [0, 1];
  if (atStart) ways.ArrowLeft = [0, -1];
  const way = ways[event.key];
  if (!way) return;
  event.preventDefault();
  const rows = [...cell.closest("tbody").rows];
  let row = rows.indexOf(cell.closest("tr")) + way[0];
  for (; row >= 0 && row < rows.length; row += way[0]) {
    const next = rows[row].querySelector(`input[data-column="${column + way[1]}"]`);
    if (next) {
      next.focus();
      next.select();
      return;
    }
    if (!way[0]) return;
  }
});
