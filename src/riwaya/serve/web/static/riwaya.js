// Small comforts; every page works without them.
(function () {
  "use strict";
  const reading = document.getElementById("reading");
  if (reading) {
    const boxes = reading.querySelectorAll("input[data-layer]");
    const keep = () => { try { sessionStorage.setItem("layers", [...boxes].filter(b => b.checked).map(b => b.dataset.layer).join(" ")); } catch (e) { /* private window */ } };
    let kept = null;
    try { kept = sessionStorage.getItem("layers"); } catch (e) { /* private window */ }
    if (kept !== null) boxes.forEach(b => { b.checked = kept.split(" ").includes(b.dataset.layer); });
    boxes.forEach(b => b.addEventListener("change", keep));
    // a click, or Enter, on a marked word opens its first record; dragging over words makes a link to the span
    const open = target => {
      const row = document.getElementById(target);
      if (!row) return;
      const details = row.closest("details");
      if (details) details.open = true;
      row.scrollIntoView({ block: "center" });
      reading.querySelectorAll("tr.here").forEach(one => one.classList.remove("here"));
      row.classList.add("here");
      const link = row.querySelector("a");
      if (link) link.focus();
    };
    reading.querySelectorAll(".text [data-targets]").forEach(one => one.addEventListener("click", () => {
      if (String(window.getSelection())) return;
      open(one.dataset.targets.split(" ")[0]);
    }));
    const place = (node, offset) => {
      const span = (node.nodeType === 3 ? node.parentElement : node).closest("[data-start]");
      if (!span) return null;
      const before = node.nodeType === 3 ? node.textContent.slice(0, offset) : "";
      return Number(span.dataset.start) + [...before].length;
    };
    document.addEventListener("mouseup", () => {
      const chosen = window.getSelection();
      if (!chosen || chosen.isCollapsed || !reading.contains(chosen.anchorNode)) return;
      const one = place(chosen.anchorNode, chosen.anchorOffset), other = place(chosen.focusNode, chosen.focusOffset);
      if (one === null || other === null || one === other) return;
      const link = document.getElementById("spanlink") || document.createElement("a");
      link.id = "spanlink";
      link.className = "chip";
      link.href = "?span=" + Math.min(one, other) + "-" + Math.max(one, other) + "#focus";
      link.textContent = Math.min(one, other) + "–" + Math.max(one, other);
      reading.querySelector(".layers").append(link);
    });
    const marks = [...reading.querySelectorAll(".text [data-targets]")];
    let at = -1;
    document.addEventListener("keydown", event => {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
      if (event.key === "n" || event.key === "p") {
        const step = event.key === "n" ? 1 : -1;
        for (let tries = 0; tries < marks.length; tries++) {
          at = (at + step + marks.length) % marks.length;
          if (getComputedStyle(marks[at]).getPropertyValue("--on").trim()) break;
        }
        marks.forEach(one => one.classList.remove("cursor"));
        if (marks[at]) { marks[at].classList.add("cursor"); marks[at].scrollIntoView({ block: "center" }); }
        event.preventDefault();
      } else if (event.key === "Enter" && at >= 0 && event.target === document.body) {
        open(marks[at].dataset.targets.split(" ")[0]);
      } else if (/^[1-7]$/.test(event.key) && boxes[event.key - 1]) {
        boxes[event.key - 1].click();
      }
    });
    const opened = () => { const row = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); const d = row && row.closest("details"); if (d) d.open = true; };
    window.addEventListener("hashchange", opened);
    opened();
  }
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) {
      const box = document.getElementById("q");
      if (box) { box.focus(); event.preventDefault(); }
    }
  });
})();
