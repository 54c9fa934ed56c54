// The page around the edition: shows the file that is chosen, again whenever it changes, at the place where it was read.
"use strict";
const frame = document.getElementById("edition");
const problem = document.getElementById("problem");
const state = document.getElementById("state");
const nav = document.getElementById("files");
let now = "briefing.html";
let scroll = 0;

function address(name) {
  return "/edition/" + name.split("/").map(encodeURIComponent).join("/");
}

function load() {
  try { scroll = frame.contentWindow.scrollY; } catch { scroll = 0; }
  const name = now;
  frame.onload = () => { if (name === now) { try { frame.contentWindow.scrollTo(0, scroll); } catch { /* a PDF has no place */ } } };
  // What a browser shows with a viewer of its own cannot be shown in a sandbox.
  if (name.endsWith(".pdf")) { frame.removeAttribute("sandbox"); }
  else { frame.setAttribute("sandbox", "allow-same-origin allow-popups allow-popups-to-escape-sandbox"); }
  frame.src = address(name) + "?" + Date.now();
}

function show(told) {
  problem.hidden = !told.problem;
  problem.textContent = told.problem;
  const names = told.files.filter((name) => !name.includes("/"));
  nav.replaceChildren(...names.map((name) => {
    const link = document.createElement("a");
    link.href = address(name);
    link.textContent = name;
    if (name === now) { link.setAttribute("aria-current", "page"); }
    if (/\.(html|pdf|md|txt|csv|json)$/.test(name)) {
      link.onclick = (event) => { event.preventDefault(); now = name; scroll = 0; show(told); };
    }
    return link;
  }));
  state.textContent = told.problem ? "not made: the last good edition is shown" : "made " + new Date().toLocaleTimeString();
  if (names.includes(now)) { load(); }
  else if (!told.problem) { state.textContent = "making " + now + " …"; }  // the PDF comes after the others
}

const changes = new EventSource("/changes");
changes.onmessage = (event) => show(JSON.parse(event.data));
changes.onerror = () => { state.textContent = "the preview has ended"; };
