// Finds, filters and groups what the page already holds. Without it the page is complete, only longer to search.
(function () {
  "use strict";
  var $ = function (selector, within) { return Array.from((within || document).querySelectorAll(selector)); };
  var form = document.getElementById("filter"), fields = form.elements, output = form.querySelector("output");
  var chips = $("button[data-key]", form), picked = { v: new Set(), m: new Set() };
  var MODALITIES = ["must", "should", "may"], VERDICTS = chips.map(function (chip) { return chip.value; });
  var text = function (node) { return node ? node.textContent.trim() : ""; };

  // One entry a finding, with what its group's header says of it.
  var findings = [], tables = $("table.findings");
  tables.forEach(function (table) {
    // What is waived, or is a case of a share, is filtered as that, whatever its verdict.
    var head = null, at = null, fold = table.closest("details.fold"), apart = fold && fold.querySelector("summary b");
    Array.from(table.tBodies).forEach(function (body) {
      if (body.classList.contains("g")) {
        head = body;
        at = {
          matter: body.dataset.matter, clause: text(body.querySelector("cite")),
          m: body.querySelector("span").className, severity: text(body.querySelector("span"))
        };
        return;
      }
      var mark = apart || body.querySelector("b"), cells = body.rows[0].cells, link = document.createElement("a");
      link.href = "#" + body.id;
      link.append.apply(link, cells[0].childNodes);
      cells[0].append(link);
      findings.push(Object.assign({
        body: body, head: head, table: table, unit: text(cells[1]), v: mark.className, verdict: text(mark), words: (text(head) + " " + text(body)).toLowerCase()
      }, at));
    });
  });

  function lets(finding, but) {
    return (but === "v" || !picked.v.size || picked.v.has(finding.v)) &&
      (but === "m" || !picked.m.size || picked.m.has(finding.m)) &&
      (but === "u" || !fields.u.value || finding.unit === fields.u.value) &&
      fields.q.value.toLowerCase().split(/\s+/).every(function (word) { return finding.words.includes(word); });
  }

  // Groups: the nodes that are there move, and headers are copied where a group falls apart.
  function order(by) {
    if (by === "severity") { return function (f) { return MODALITIES.indexOf(f.m); }; }
    if (by === "verdict") { return function (f) { return VERDICTS.indexOf(f.v); }; }
    return function (f) { return f[by]; };
  }
  var grouped = "";
  function regroup(by) {
    if (by === grouped) { return; }
    grouped = by;
    var label = text(fields.g.selectedOptions[0]), key = order(by), copies = new Set();
    $("tbody.s, tbody.copy").forEach(function (body) { body.remove(); });
    tables.forEach(function (table) {
      var mine = findings.filter(function (f) { return f.table === table; }), last = null, head = null;
      if (by) {
        var sizes = new Map();
        mine.forEach(function (f) { sizes.set(key(f), (sizes.get(key(f)) || 0) + 1); });
        mine.sort(function (a, b) {
          var x = key(a), y = key(b);
          if (x === y) { return 0; }
          if (typeof x === "number") { return x - y; }
          return sizes.get(y) - sizes.get(x) || (x < y ? -1 : 1);
        });
      }
      mine.forEach(function (f) {
        if (by && f[by] !== last) { table.append(heading(table, label, f[by])); head = null; }
        last = f[by];
        if (f.head !== head) {
          head = f.head;
          var node = head;
          if (copies.has(head)) { node = head.cloneNode(true); node.classList.add("copy"); }
          copies.add(head);
          table.append(node);
        }
        table.append(f.body);
      });
    });
  }
  function heading(table, label, value) {
    var body = document.createElement("tbody"), cell = document.createElement("th");
    body.className = "s";
    cell.colSpan = table.tHead.rows[0].cells.length;
    cell.scope = "rowgroup";
    cell.textContent = (value || "—") + " ";
    cell.append(document.createElement("small"));
    cell.title = label;
    body.append(document.createElement("tr"));
    body.rows[0].append(cell);
    return body;
  }

  // Shows what the filter lets through; a header is shown with what stands under it.
  var unfolded = new Set();
  function show() {
    var n = 0, narrowed = picked.v.size || picked.m.size || fields.u.value || fields.q.value.trim();
    findings.forEach(function (f) {
      var on = lets(f);
      n += on;
      f.body.classList.toggle("off", !on);
    });
    tables.forEach(function (table) {
      var head = null, top = null, mine = 0;
      var close = function (body, count) {
        if (!body) { return; }
        body.classList.toggle("off", !count);
        if (body.classList.contains("s")) { body.querySelector("small").textContent = count; }
      };
      var heads = 0, tops = 0;
      Array.from(table.tBodies).forEach(function (body) {
        if (body.classList.contains("s")) { close(head, heads); close(top, tops); top = body; head = null; tops = 0; }
        else if (body.classList.contains("g")) { close(head, heads); head = body; heads = 0; }
        else if (!body.classList.contains("off")) { heads++; tops++; mine++; }
      });
      close(head, heads);
      close(top, tops);
      table.tHead.classList.toggle("off", !mine);
      var fold = table.closest("details.fold");
      if (fold && narrowed && mine && !fold.open) { fold.open = true; unfolded.add(fold); }
      else if (fold && (!narrowed || !mine) && unfolded.delete(fold)) { fold.open = false; }
    });
    chips.forEach(function (chip) {
      var key = chip.dataset.key;
      var count = findings.filter(function (f) { return f[key] === chip.value && lets(f, key); }).length;
      chip.setAttribute("aria-pressed", picked[key].has(chip.value));
      chip.lastElementChild.textContent = count;
    });
    output.textContent = output.dataset.said.replace("{n}", n).replace("{all}", findings.length);
  }

  // The state is in the address, so that a view can be mailed: #q=…&v=late,missing&m=must&u=…&g=unit
  function remember() {
    var state = new URLSearchParams();
    [["q", fields.q.value.trim()], ["v", Array.from(picked.v).join()], ["m", Array.from(picked.m).join()],
      ["u", fields.u.value], ["g", fields.g.value]].forEach(function (pair) { if (pair[1]) { state.set(pair[0], pair[1]); } });
    history.replaceState(null, "", "#" + state);
  }
  function recall() {
    var hash = location.hash.slice(1), target = hash && document.getElementById(hash);
    if (target) { reveal(target); return; }
    var state = new URLSearchParams(hash);
    fields.q.value = state.get("q") || "";
    fields.u.value = state.get("u") || "";
    fields.g.value = state.get("g") || "";
    if (fields.u.selectedIndex < 0) { fields.u.value = ""; }
    if (fields.g.selectedIndex < 0) { fields.g.value = ""; }
    ["v", "m"].forEach(function (key) { picked[key] = new Set((state.get(key) || "").split(",").filter(Boolean)); });
    regroup(fields.g.value);
    show();
  }
  function reveal(target) {
    if (target.classList.contains("off")) { clear(); show(); }
    for (var fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) { fold.open = true; }
    if (findings.some(function (f) { return f.body === target; })) { go(target); }
    else { target.scrollIntoView(); }
  }
  function go(body) {
    body.querySelector("th a").focus({ preventScroll: true });
    body.scrollIntoView({ block: "center" });
  }
  function clear() {
    picked = { v: new Set(), m: new Set() };
    fields.q.value = fields.u.value = "";
  }
  function changed() { regroup(fields.g.value); show(); remember(); }

  ["input", "change"].forEach(function (kind) { form.addEventListener(kind, changed); });
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function (event) { event.preventDefault(); clear(); changed(); });
  chips.forEach(function (chip) {
    chip.addEventListener("click", function () {
      var set = picked[chip.dataset.key];
      if (!set.delete(chip.value)) { set.add(chip.value); }
      changed();
    });
  });
  addEventListener("hashchange", recall);

  function step(by) {
    var seen = findings.filter(function (f) { return f.body.checkVisibility(); }).map(function (f) { return f.body; });
    seen.sort(function (a, b) { return a.compareDocumentPosition(b) & 4 ? -1 : 1; });
    var here = document.activeElement.closest("tbody[id]"), at = seen.indexOf(here);
    var next = seen[at < 0 ? (by > 0 ? 0 : seen.length - 1) : at + by];
    if (next) { go(next); }
  }
  addEventListener("keydown", function (event) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox";
    if (!document.getElementById("keys").checked || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (event.key === "Escape") { form.reset(); event.target.blur(); return; }
    if (typing) { return; }
    if (event.key === "/") { fields.q.focus(); event.preventDefault(); }
    if (event.key === "j") { step(1); }
    if (event.key === "k") { step(-1); }
    if (event.key === "o") {
      var body = document.activeElement.closest("tbody[id]"), proof = body && body.querySelector("details");
      if (proof) { proof.open = !proof.open; }
    }
  });

  // Older browsers print a closed section closed; newer ones are told by the style sheet.
  var opened = [];
  addEventListener("beforeprint", function () {
    opened = $("details:not([open])");
    opened.forEach(function (fold) { fold.open = true; });
  });
  addEventListener("afterprint", function () { opened.forEach(function (fold) { fold.open = false; }); });

  Array.from(new Set(findings.map(function (f) { return f.unit; }))).forEach(function (unit) {
    fields.u.append(new Option(unit, unit));
  });
  chips.forEach(function (chip) {
    chip.hidden = !findings.some(function (f) { return f[chip.dataset.key] === chip.value; });
  });
  form.hidden = document.getElementById("shortcuts").hidden = false;
  recall();
  // When the page is complete the browser itself goes to the address, which takes the focus away.
  addEventListener("load", function () { if (location.hash) { recall(); } });
})();
