// The import pages: says before sending that files are too large, and follows the work.

const upload = document.getElementById("upload");
if (upload) {
  const files = document.getElementById("files");
  const warning = document.getElementById("too-large");
  const most = Number(upload.dataset.mostBytes);
  const tooLarge = () => [...files.files].reduce((sum, file) => sum + file.size, 0) > most;
  files.addEventListener("change", () => {
    warning.hidden = !tooLarge();
  });
  upload.addEventListener("submit", (event) => {
    if (tooLarge()) {
      event.preventDefault();
      warning.hidden = false;
      files.focus();
    }
  });
}

const job = document.getElementById("job");
if (job) {
  const stage = document.getElementById("stage");
  const bar = document.getElementById("bar");
  const follow = async () => {
    try {
      const told = await (await fetch(job.dataset.job, { cache: "no-store" })).json();
      if (told.ended) {
        location.reload();
        return;
      }
      const far = told.total ? ` (${told.done.toLocaleString("en-GB")} of ${told.total.toLocaleString("en-GB")})` : "";
      if (told.stage && stage.dataset.stage !== told.stage) {
        stage.dataset.stage = told.stage;
        stage.textContent = told.stage;
      }
      if (told.total) {
        bar.max = told.total;
        bar.value = told.done;
        bar.title = told.stage + far;
      } else {
        bar.removeAttribute("value");
      }
    } catch {
      stage.textContent = "Hedgerow does not answer just now; trying again.";
    }
    setTimeout(follow, 800);
  };
  setTimeout(follow, 400);
}
