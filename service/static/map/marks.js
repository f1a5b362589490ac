// Markers: symbols, numbers and clusters, built as elements and never from HTML text.
(() => {
  "use strict";

  const { element, svg } = hedgerow;

  const Made = L.Icon.extend({
    options: { className: "", iconSize: [24, 24], popupAnchor: [0, -10] },
    createIcon() {
      const icon = this.options.make();
      this._setIconStyles(icon, "icon");
      return icon;
    },
    createShadow() {
      return null;
    },
  });

  /** A symbol of a kind: its ground with the drawing on it. */
  hedgerow.symbol = (symbol, size = 24) =>
    new Made({
      className: "hedge-mark",
      iconSize: [size, size],
      popupAnchor: [0, -size / 2],
      make: () =>
        element(
          "div",
          {},
          svg(
            "svg",
            { viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true", focusable: "false" },
            svg("path", { d: symbol.outline, fill: symbol.fill, stroke: "#ffffff", "stroke-width": 1.5 }),
            svg("path", {
              d: symbol.drawing,
              fill: "#ffffff",
              "fill-rule": "evenodd",
              transform: "translate(5.2 5.2) scale(.85)",
            }),
          ),
        ),
    });

  /** The number of a row of the table. */
  hedgerow.badge = (rank, tone = "") => {
    const text = String(rank);
    const width = Math.max(24, 12 + 9 * text.length);
    return new Made({
      className: `hedge-badge ${tone}`.trim(),
      iconSize: [width, 24],
      popupAnchor: [0, -12],
      make: () => element("div", {}, text),
    });
  };

  /** Several marks in one spot. */
  hedgerow.cluster = (text, label) => {
    const size = text.length > 3 ? 44 : text.length > 2 ? 38 : 32;
    return new Made({
      className: "hedge-cluster",
      iconSize: [size, size],
      make: () => element("div", { "aria-label": label, title: label }, text),
    });
  };

  /** Several numbers in one spot: the first, and how many more. */
  hedgerow.stack = (ranks) => {
    const text = `${ranks[0]} +${ranks.length - 1}`;
    const label = `${text}: rows ${ranks.join(", ")} of the table; choose to see them apart`;
    return new Made({
      className: "hedge-badge hedge-badge--stack",
      iconSize: [16 + 7 * text.length, 24],
      make: () => element("div", { "aria-label": label, title: label }, text),
    });
  };

  /** A group that draws marks apart where there is room, and as one where there is not. */
  hedgerow.gathered = (options) =>
    L.markerClusterGroup({
      showCoverageOnHover: false,
      spiderLegPolylineOptions: { weight: 1.5, color: "#26251f", opacity: 0.7 },
      animate: false, // quick on an old laptop, and settled when a row is shown
      ...options,
    });
})();
