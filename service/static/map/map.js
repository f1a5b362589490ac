// The ground of every map: fetching, words, popups and the frame that layers are drawn in.
// Words that come with data are only ever put in as text, never as HTML.
(() => {
  "use strict";

  const hedgerow = (window.hedgerow = window.hedgerow || {});
  const SVG = "http://www.w3.org/2000/svg";
  const answers = new Map();
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  hedgerow.still = still;

  /** An element with attributes, text and children. */
  hedgerow.element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined && value !== "") made.setAttribute(key, value);
    }
    made.append(...children);
    return made;
  };

  /** The same in SVG. */
  hedgerow.svg = (name, attributes = {}, ...children) => {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /** "{0} of {1}" with its values put in. */
  hedgerow.filled = (template, values) =>
    template.replace(/\{(\w+)\}/g, (_, key) => {
      const value = values[key];
      return typeof value === "number" ? value.toLocaleString("en-GB") : String(value ?? "");
    });

  hedgerow.address = (template, id) => template.replace("{id}", encodeURIComponent(id));

  /** What an address answers; while it is being worked out (202), asked for again. */
  const answered = async (map, address) => {
    for (let told = false; ; told = true) {
      const response = await fetch(address, { headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(`${response.status} from ${address}`);
      const answer = await response.json();
      if (response.status !== 202) {
        if (told) hedgerow.say(map, "");
        return answer;
      }
      hedgerow.say(map, progressOf(answer));
      const seconds = Number(response.headers.get("Retry-After")) || 1;
      await new Promise((again) => setTimeout(again, 1000 * seconds));
    }
  };

  const progressOf = ({ working, stage, done, total }) => {
    const part = total ? ` (${done} of ${total})` : "";
    const words = [working, stage && `${stage}${part}`].filter(Boolean).join(": ");
    return `On its way: ${words}. Everything that the map shows is in the table below.`;
  };

  /** What an address answers, asked for once a page; the map's state follows. */
  hedgerow.fetched = (map, address) => {
    if (!answers.has(address)) {
      answers.set(address, answered(map, address));
    }
    return answers.get(address);
  };

  /** A map's script that is still being worked out comes by itself when it is there. */
  hedgerow.again = (address, seconds) => {
    setTimeout(() => document.head.append(hedgerow.element("script", { src: address })), 1000 * seconds);
  };

  /** Draw when what is waited for has come; say so in the map when it has not. */
  hedgerow.whenFetched = (map, addresses, draw) => {
    const container = map.getContainer();
    map.hedgeWaiting = (map.hedgeWaiting || 0) + 1;
    container.dataset.state = "loading";
    Promise.all(addresses.map((address) => hedgerow.fetched(map, address)))
      .then((found) => draw(...found))
      .catch((problem) => {
        map.hedgeFailed = true;
        console.error(problem);
        sayFailed(container);
      })
      .finally(() => {
        map.hedgeWaiting -= 1;
        if (map.hedgeWaiting === 0) container.dataset.state = map.hedgeFailed ? "failed" : "ready";
      });
  };

  const sayFailed = (container) =>
    saying(container, "The map could not be drawn. Everything that it shows is in the table below.");

  const saying = (container, words) => {
    let box = container.querySelector(".hedge-map__message");
    if (!box && !words) return;
    if (!box) {
      box = hedgerow.element("p", { class: "hedge-map__message", role: "status" });
      container.append(box);
    }
    box.textContent = words;
    box.hidden = !words;
  };

  /** Say something on the map; nothing takes it away. */
  hedgerow.say = (map, words) => saying(map.getContainer(), words);

  /** The words of a popup: a title, lines, and the way to the evidence. */
  hedgerow.words = ({ title, tag, lines = [], href, link }) => {
    const box = hedgerow.element("div", { class: "hedge-popup" });
    if (tag) box.append(hedgerow.element("p", { class: "hedge-popup__tag" }, tag));
    box.append(hedgerow.element("p", { class: "hedge-popup__title" }, title));
    for (const line of lines) box.append(hedgerow.element("p", {}, line));
    if (href) {
      box.append(
        hedgerow.element("p", {}, hedgerow.element("a", { href, class: "govuk-link" }, link)),
      );
    }
    return box;
  };

  const patterns = () => {
    if (document.getElementById("hedge-hatch")) return;
    const hatch = hedgerow.svg(
      "pattern",
      { id: "hedge-hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" },
      hedgerow.svg("rect", { width: 6, height: 6, fill: "#ffffff" }),
      hedgerow.svg("rect", { width: 1.6, height: 6, fill: "#6f6a5c" }),
    );
    const dots = hedgerow.svg(
      "pattern",
      { id: "hedge-dots", width: 7, height: 7, patternUnits: "userSpaceOnUse" },
      hedgerow.svg("rect", { width: 7, height: 7, fill: "#ffffff" }),
      hedgerow.svg("circle", { cx: 3.5, cy: 3.5, r: 1, fill: "#6f6a5c" }),
    );
    document.body.append(
      hedgerow.svg(
        "svg",
        { class: "hedge-map__patterns", width: 0, height: 0, "aria-hidden": "true", focusable: "false" },
        hedgerow.svg("defs", {}, hatch, dots),
      ),
    );
  };

  /** How an area of a class is filled. */
  hedgerow.fill = (swatch) => (swatch.pattern ? `url(#hedge-${swatch.pattern})` : swatch.colour);

  const whole = L.Control.extend({
    options: { position: "topleft" },
    onAdd(map) {
      const button = hedgerow.element(
        "button",
        { type: "button", class: "hedge-map__whole", title: "Show the whole map" },
        "All",
      );
      L.DomEvent.disableClickPropagation(button);
      L.DomEvent.on(button, "click", () => map.fitBounds(map.hedgeBounds, { animate: !still }));
      return button;
    },
  });

  /** A map in the element of that id. */
  hedgerow.map = (id, options) => {
    patterns();
    const map = L.map(id, {
      zoomSnap: options.tiled ? 1 : 0.1,
      maxZoom: options.maxZoom || 16,
      minZoom: 4,
      scrollWheelZoom: false,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
    });
    map.attributionControl.setPrefix(false);
    L.Popup.mergeOptions({ maxWidth: 260, minWidth: 120, autoPanPadding: [12, 12] });
    map.hedgePlaces = [];
    map.hedgeBounds = L.latLngBounds(options.bounds);
    // Room for labels at the edges; none to lose on a telephone.
    const edge = map.getSize().x < 500 ? 8 : 20;
    map.fitBounds(map.hedgeBounds, { animate: false, padding: [edge, edge], maxZoom: options.closest || 13 });
    ["labels", "lines"].forEach((name, number) => {
      map.createPane(name).style.zIndex = String(450 + 10 * number);
    });
    map.getPane("labels").style.pointerEvents = "none";
    map.getPane("labels").setAttribute("aria-hidden", "true");
    L.control.scale({ position: "bottomleft" }).addTo(map);
    if (options.whole !== false) new whole().addTo(map);
    // The wheel scrolls the page until somebody has put a finger on the map.
    map.on("focus click", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    map.on("popupopen", (event) => focusInPopup(map, event.popup));
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
    map.getContainer().dataset.state = "ready";
    return map;
  };

  // Who opened a popup with the keyboard goes on inside it, and comes back on closing.
  const focusInPopup = (map, popup) => {
    const opener = document.activeElement;
    if (!opener || !opener.classList.contains("leaflet-marker-icon")) return;
    const link = popup.getElement() && popup.getElement().querySelector("a[href]:not([role])");
    if (!link) return;
    link.focus({ preventScroll: true });
    popup.once("remove", () => {
      if (opener.isConnected) opener.focus({ preventScroll: true });
    });
  };
})();
