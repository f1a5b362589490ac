// The rows of a finding: their numbers on the map, the lines between their places,
// and the choosing of one from the map or from the table.
(() => {
  "use strict";

  const { element, whenFetched, words } = hedgerow;
  const DASHES = { solid: null, dashed: "7 6", dotted: "2 5" };

  const positionOf = ([longitude, latitude]) => L.latLng(latitude, longitude);

  /**
   * `options`: data (address), styles ({style: {colour, line}}), symbols ({key:
   * symbol}), href and link (to the evidence), all (whether details show without choosing).
   */
  hedgerow.rows = (map, options) => {
    const group = L.layerGroup();
    const lines = L.layerGroup().addTo(group);
    const details = L.layerGroup().addTo(group);
    const badges = hedgerow.gathered({
      maxClusterRadius: 30,
      zoomToBoundsOnClick: true,
      iconCreateFunction: (cluster) => {
        const ranks = cluster.getAllChildMarkers().map((mark) => mark.hedgeRank).sort((a, b) => a - b);
        return hedgerow.stack(ranks);
      },
    }).addTo(group);
    const marks = new Map();
    const details_of = new Map();

    const styleOf = (feature) => {
      const style = options.styles[feature.properties.style];
      return { color: style.colour, weight: 3, opacity: 0.9, dashArray: DASHES[style.line], pane: "lines", interactive: false };
    };

    const drawLine = (feature) =>
      L.polyline(feature.geometry.coordinates.map(positionOf), styleOf(feature));

    const drawPoint = (feature) => {
      const { properties, geometry } = feature;
      const at = positionOf(geometry.coordinates);
      if (properties.rank) return null;
      if (properties.symbol) {
        const mark = L.marker(at, { icon: hedgerow.symbol(options.symbols[properties.symbol], 26), title: properties.title });
        return mark.bindPopup(() => words(properties));
      }
      const style = options.styles[properties.style];
      return L.circleMarker(at, {
        radius: 5, color: "#ffffff", weight: 1.5, fillColor: style.colour, fillOpacity: 1, pane: "lines",
      }).bindTooltip(element("div", {}, properties.end), { className: "hedge-tip" });
    };

    const choose = (row) => {
      details.clearLayers();
      for (const layer of details_of.get(row) || []) details.addLayer(layer);
      for (const [id, mark] of marks) {
        if (mark._icon) mark._icon.classList.toggle("hedge-badge--chosen", id === row);
      }
    };

    const place = (feature) => {
      const { properties, geometry } = feature;
      const at = positionOf(geometry.coordinates);
      const mark = L.marker(at, {
        icon: hedgerow.badge(properties.rank, properties.style ? `hedge-badge--${properties.style}` : ""),
        title: `${properties.rank}. ${properties.title}`,
        zIndexOffset: 1000 - properties.rank,
      });
      mark.hedgeRank = properties.rank;
      const href = hedgerow.address(options.href, properties.row);
      mark.bindPopup(() => words({ ...properties, title: `${properties.rank}. ${properties.title}`, href, link: options.link }));
      mark.on("popupopen", () => choose(properties.row));
      marks.set(properties.row, mark);
      badges.addLayer(mark);
    };

    whenFetched(map, [options.data], ({ rows }) => {
      for (const feature of rows.features) {
        const { properties, geometry } = feature;
        if (properties.rank) {
          place(feature);
          continue;
        }
        const layer = geometry.type === "LineString" ? drawLine(feature) : drawPoint(feature);
        if (properties.detail && !options.all) {
          details_of.set(properties.row, [...(details_of.get(properties.row) || []), layer]);
        } else {
          lines.addLayer(layer);
        }
      }
      offer(map, marks, badges);
    });
    return group;
  };

  // Near enough to know the place, with its number apart from those that share the spot.
  const show = (map, mark, badges) => {
    map.setView(mark.getLatLng(), Math.max(map.getZoom(), 11), { animate: false });
    const seen = badges.getVisibleParent(mark);
    if (seen && seen !== mark) seen.spiderfy();
    mark.openPopup();
  };

  // A button in each row of the table that has a number on the map.
  const offer = (map, marks, badges) => {
    for (const cell of document.querySelectorAll("[data-hedge-row]")) {
      const mark = marks.get(cell.dataset.hedgeRow);
      if (!mark || cell.querySelector("button")) continue;
      const button = element("button", { type: "button", class: "hedge-show" }, "Show on map");
      button.append(element("span", { class: "govuk-visually-hidden" }, `: ${cell.dataset.hedgeName || ""}`));
      button.addEventListener("click", () => {
        map.getContainer().scrollIntoView({ block: "center", behavior: hedgerow.still ? "auto" : "smooth" });
        map.getContainer().focus({ preventScroll: true });
        show(map, mark, badges);
      });
      cell.append(button);
    }
  };
})();
