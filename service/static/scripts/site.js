// Starts GOV.UK Frontend's components, and makes filters with choices kind to a keyboard.
import { initAll } from "../govuk-frontend.min.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();
