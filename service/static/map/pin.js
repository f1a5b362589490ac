// One mark on a map: put there by a click, a finger, the keyboard or what the form says.
(() => {
  "use strict";

  const { element } = hedgerow;
  const CLOSE = 15;

  /** `options`: form (id), at ([lng, lat] or null), places, decimals, within. */
  hedgerow.pin = (map, options) => {
    const form = document.getElementById(options.form);
    if (!form) return;
    const { latitude, longitude } = form.elements;
    const said = form.querySelector("[data-pin=said]");
    const icon = L.divIcon({ className: "hedge-pin", iconSize: [28, 36], iconAnchor: [14, 36] });
    const bounds = L.latLngBounds(options.within);
    let mark = null;

    const choose = (value) => {
      const wanted = form.querySelector(`input[name=place][value="${value}"]`);
      if (wanted && !wanted.checked) {
        wanted.click();
      }
    };

    const show = (at) => {
      if (mark) mark.setLatLng(at);
      else {
        mark = L.marker(at, { icon, draggable: true, keyboard: true, alt: "Where it is" }).addTo(map);
        mark.getElement().setAttribute("aria-label", "The mark: where it is");
        mark.on("dragend", () => put(mark.getLatLng()));
      }
    };

    const put = (at) => {
      if (!bounds.contains(at)) return;
      latitude.value = at.lat.toFixed(options.decimals);
      longitude.value = at.lng.toFixed(options.decimals);
      show(at);
      choose("new");
      if (said) said.textContent = "The mark is on the map. Drag it, or click elsewhere, to move it.";
    };

    map.on("click", ({ latlng }) => put(latlng));
    form.querySelector("[data-pin=put]")?.addEventListener("click", () => put(map.getCenter()));
    for (const [value, lng, lat] of options.places) {
      form.querySelector(`input[name=place][value="${value}"]`)?.addEventListener("change", () => {
        show([lat, lng]);
        map.setView([lat, lng], Math.max(map.getZoom(), CLOSE), { animate: !hedgerow.still });
      });
    }
    if (options.at) {
      const at = [options.at[1], options.at[0]];
      show(at);
      map.setView(at, CLOSE, { animate: false });
    }
    map.getContainer().append(element("span", { class: "hedge-pin-cross", "aria-hidden": "true" }));
    return L.layerGroup().addTo(map);
  };
})();
