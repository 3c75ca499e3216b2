/**
 * The inspector's own look. Every colour can be set by the app, and falls back to one that suits light and dark. The names
 * within begin with an underscore: an app that sets `--backhaul-inspector-line` to its own `--line` must not meet another.
 */
export const styles = `
:host {
  --_text: var(--backhaul-inspector-text, light-dark(#1c2526, #eef1f1));
  --_quiet: var(--backhaul-inspector-quiet, light-dark(#4c5a5c, #a9b5b6));
  --_line: var(--backhaul-inspector-line, light-dark(#d9dfdf, #3a4445));
  --_line-control: var(--backhaul-inspector-line-control, light-dark(#7b8889, #727f80));
  --_panel: var(--backhaul-inspector-panel, light-dark(#f1f4f4, #1a2122));
  --_hover: var(--backhaul-inspector-hover, light-dark(#e5ebeb, #2b3536));
  --_chosen: var(--backhaul-inspector-chosen, light-dark(#d3e6e5, #1f4547));
  --_action: var(--backhaul-inspector-action, light-dark(#0b5558, #7ad0cd));
  --_waiting: var(--backhaul-inspector-waiting, light-dark(#8a5a00, #eac06a));
  --_refused: var(--backhaul-inspector-refused, light-dark(#b3261e, #f2a19a));
  --_radius: var(--backhaul-inspector-radius, 6px);
  display: block;
  container-type: inline-size;
  color: var(--_text);
  font-size: 14px;
  line-height: 20px;
  font-variant-numeric: tabular-nums;
}

*, *::before, *::after { box-sizing: border-box; }
h3, p, dl, dd, ol { margin: 0; padding: 0; }
h3 { font: inherit; font-weight: 600; }
ol { list-style: none; }
button, input { font: inherit; color: inherit; }
[hidden] { display: none !important; }
:focus-visible { outline: 2px solid var(--_action); outline-offset: 2px; }
.outbox:focus-visible { outline-offset: 4px; }

.outbox { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; }
.bar { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 8px; }
.toolbar { display: flex; flex-wrap: wrap; align-items: center; justify-content: end; gap: 8px; }
.note, .empty { color: var(--_quiet); }
.note:empty, .problem:empty { display: none; }

.button {
  min-height: 32px;
  padding: 5px 12px;
  border: 1px solid var(--_line-control);
  border-radius: var(--_radius);
  background: transparent;
  font-weight: 500;
  cursor: pointer;
}
.button:hover:not(:disabled) { background: var(--_hover); }
.button:disabled { border-color: var(--_line); color: var(--_quiet); cursor: default; }
.outbox > .button { justify-self: center; }

.choices { display: inline-flex; flex-wrap: wrap; gap: 2px; }
.choice {
  min-height: 32px;
  padding: 5px 10px;
  border: 0;
  border-radius: var(--_radius);
  background: transparent;
  color: var(--_quiet);
  cursor: pointer;
}
.choice:hover { background: var(--_hover); }
.choice[aria-pressed="true"] { background: var(--_chosen); color: var(--_text); font-weight: 500; }

.find {
  flex: 1 1 160px;
  min-width: 0;
  max-width: 320px;
  min-height: 32px;
  padding: 5px 10px;
  border: 1px solid var(--_line-control);
  border-radius: var(--_radius);
  background: transparent;
}
.find::placeholder { color: var(--_quiet); opacity: 1; }

table, thead, tbody { display: block; }
.row {
  display: grid;
  grid-template-columns: minmax(0, 1fr) 60px 76px 84px 52px;
  column-gap: 12px;
  align-items: baseline;
}
.row-more { display: block; }
.cell { padding: 0; text-align: end; font-weight: 400; }
.cell-what, .cell-state { text-align: start; }
.cell-state { grid-column: 1 / -1; grid-row: 2; overflow-wrap: anywhere; }
thead .row { padding-bottom: 6px; align-items: end; color: var(--_quiet); font-size: 12px; line-height: 16px; }
thead .cell-state {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
tbody .cell:not(.cell-what, .cell-state) { color: var(--_quiet); }
tbody .cell-state { padding-inline-start: 28px; color: var(--_quiet); }
.task { padding: 10px 0; border-block-start: 1px solid var(--_line); }
.task[data-place="needs-you"] .cell-state { color: var(--_refused); }
.task[data-place="conflict"] .cell-state { color: var(--_waiting); }
.cell-what { display: grid; grid-template-columns: 16px minmax(0, 1fr); gap: 12px; }
.cell-what > span:first-child { display: grid; place-items: center; height: 20px; }
.title { font-weight: 500; overflow-wrap: anywhere; }
.more { display: block; padding: 0 0 0 28px; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; }
.more .actions:not(:empty) { margin-block: 6px 4px; }
.problem { color: var(--_refused); }

summary {
  width: fit-content;
  border-radius: 2px;
  color: var(--_quiet);
  font-size: 12px;
  line-height: 16px;
  cursor: pointer;
}
summary:hover { color: var(--_text); }
.details { margin-block-start: 2px; }
.facts {
  display: grid;
  grid-template-columns: minmax(88px, max-content) minmax(0, 1fr);
  gap: 4px 12px;
  margin-block: 8px 0;
  padding: 12px;
  border-radius: var(--_radius);
  background: var(--_panel);
  font-size: 12px;
  line-height: 16px;
}
.facts:empty { display: none; }
.facts dt { color: var(--_quiet); }
.facts dd { overflow-wrap: anywhere; white-space: pre-wrap; }

.mark {
  display: block;
  width: 10px;
  height: 10px;
  overflow: visible;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.5;
  color: var(--_action);
}
.mark:is([data-place="here"], [data-place="conflict"]) { color: var(--_waiting); }
.mark[data-place="needs-you"] { color: var(--_refused); }
.mark-full { fill: currentColor; stroke: none; opacity: 0.5; }
.mark-track { opacity: 0.25; }
.mark-notched { stroke-width: 1.25; }
.mark-arc, .mark-exclamation { stroke-linecap: round; }
.mark-arc { transform-origin: 5px 5px; }
@media (prefers-reduced-motion: no-preference) {
  .mark-arc { animation: turn 1.6s linear infinite; }
}
@keyframes turn { to { transform: rotate(360deg); } }

.timeline { padding-inline: 6px; }
.axis { position: relative; height: 20px; margin-block-end: 4px; color: var(--_quiet); font-size: 12px; line-height: 16px; }
.axis-label { position: absolute; translate: -50% 0; white-space: nowrap; }
.axis-label:first-child { translate: 0; }
.axis-label:last-child { translate: -100% 0; }
.course { padding: 10px 0; border-block-start: 1px solid var(--_line); }
.track { position: relative; height: 16px; margin-block: 4px; }
.line { position: absolute; top: 7px; height: 2px; border-radius: 1px; background: var(--_line-control); }
.course[data-status="pending"] .line, .course[data-status="processing"] .line { background: var(--_waiting); }
.dot {
  position: absolute;
  top: 3px;
  width: 10px;
  height: 10px;
  margin-inline-start: -5px;
  border: 1.5px solid var(--_waiting);
  border-radius: 50%;
  background: var(--backhaul-inspector-ground, Canvas);
}
.dot[data-kind="attempt"] { top: 5px; width: 6px; height: 6px; margin-inline-start: -3px; border-color: var(--_line-control); background: var(--_line-control); }
.dot[data-kind="delivered"] { border-color: var(--_action); background: var(--_action); }
.dot[data-kind="failed"] { border-color: var(--_refused); background: var(--_refused); }
.dot[data-kind="ended"] { border-color: var(--_line-control); }
.course-words { color: var(--_quiet); font-size: 12px; line-height: 16px; }

.device { margin-block-start: 16px; padding-block-start: 16px; border-block-start: 1px solid var(--_line); }
.device > summary { font-size: inherit; line-height: inherit; font-weight: 500; color: var(--_text); }
.device h3 { margin-block: 16px 0; }
.device > .note { margin-block-start: 4px; }
.passes { margin-block-start: 8px; font-size: 12px; line-height: 16px; }
.passes li { display: grid; padding: 6px 0; border-block-start: 1px solid var(--_line); }
.passes time { color: var(--_quiet); }
.diagnostics .actions { margin-block: 8px; }

@container (min-width: 720px) {
  .row { grid-template-columns: minmax(0, 3fr) minmax(0, 4fr) 64px 84px 84px 52px; }
  .cell-state { grid-column: auto; grid-row: auto; }
  thead .cell-state { position: static; width: auto; height: auto; clip-path: none; }
  tbody .cell-state { padding-inline-start: 0; }
}

@container (max-width: 459.98px) {
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .row { grid-template-columns: repeat(2, minmax(0, 1fr)); row-gap: 2px; }
  .cell-what { grid-column: 1 / -1; }
  .cell-attempts, .cell-next, .cell-size, .cell-answer { display: grid; text-align: start; font-size: 12px; line-height: 16px; }
  .cell:where(.cell-attempts, .cell-size) { padding-inline-start: 28px; }
  .cell[data-label]:not(.cell-state)::before { content: attr(data-label) / ""; color: var(--_quiet); }
  .choice { padding-inline: 6px; }
  .find { max-width: none; }
  .toolbar { justify-content: start; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: 0; }
  .facts dd { margin-block-end: 8px; }
}

@media (pointer: coarse) {
  .button, .choice, .find { min-height: 40px; }
  summary { padding-block: 6px; }
}
`;
