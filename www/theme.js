// The theme the reader chose last, before anything is painted: the page itself comes too late for that.
// Reads what src/state/action.rs stores. Where storage is denied, the system's theme it is.
try {
  document.documentElement.dataset.theme = localStorage.getItem("freepublish-lab.theme") ?? "auto";
} catch {}
