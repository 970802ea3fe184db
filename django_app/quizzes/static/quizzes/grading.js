// Grades answers in place. Without this script the form does the same by loading the page anew.
const form = document.querySelector("form[data-grade]");
const result = document.querySelector("#result");
const text = form.querySelector("input[type=text]");
let busy = false;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (busy) return;
  busy = true;
  try {
    await grade();
  } catch {
    show("The answer could not be sent. Please check your connection and try again.");
  } finally {
    busy = false;
  }
});

async function grade() {
  const response = await fetch(form.action, {
    method: "POST",
    body: new FormData(form),
    headers: { "X-Requested-With": "fetch" },
  });
  const graded = response.status === 200;
  if (!graded && response.status !== 422) {
    show("The answer could not be graded just now. Please try again in a moment.");
    return;
  }
  result.innerHTML = await response.text();
  text?.toggleAttribute("aria-invalid", false);
  if (!graded) {
    text?.setAttribute("aria-invalid", "true");
    text?.focus();
  }
}

function show(words) {
  const paragraph = document.createElement("p");
  paragraph.className = "result wrong";
  paragraph.textContent = words;
  result.replaceChildren(paragraph);
}
