// Drawing an outline: corners one by one, with the mouse, a finger or the keyboard.
(() => {
  "use strict";

  const SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const BRAMBLE = "#7b2450";

  const numberText = (number) => {
    let left = number >= 0 ? number * 2 : -number * 2 - 1;
    let text = "";
    while (left >= 32) {
      text += SIGNS[32 | (left % 32)];
      left = Math.floor(left / 32);
    }
    return text + SIGNS[left];
  };

  /** The text of a ring, as maps.shapes reads it. */
  const textOf = (corners, decimals) => {
    const scale = 10 ** decimals;
    let before = [0, 0];
    return corners
      .map(({ lng, lat }) => {
        const at = [Math.round(lng * scale), Math.round(lat * scale)];
        const text = at.map((value, axis) => numberText(value - before[axis])).join("");
        before = at;
        return text;
      })
      .join("");
  };

  const cornersOf = (text, decimals) => {
    const numbers = [];
    let number = 0;
    let factor = 1;
    for (const sign of text) {
      const value = SIGNS.indexOf(sign);
      if (value < 0) return []; // several rings: begin anew rather than lose a part unseen
      number += (value % 32) * factor;
      factor *= 32;
      if (value < 32) {
        numbers.push(number % 2 ? -(number + 1) / 2 : number / 2);
        number = 0;
        factor = 1;
      }
    }
    const corners = [];
    let at = [0, 0];
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      at = [at[0] + numbers[i], at[1] + numbers[i + 1]];
      corners.push(L.latLng(at[1] / 10 ** decimals, at[0] / 10 ** decimals));
    }
    return corners;
  };

  const turn = (a, b, c) => (b.lng - a.lng) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lng - a.lng);

  const cross = (a, b, c, d) =>
    turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0;

  const crossesItself = (corners) => {
    const side = (i) => [corners[i], corners[(i + 1) % corners.length]];
    return corners.some((_, i) =>
      corners.some((__, j) => j > i && cross(...side(i), ...side(j))),
    );
  };

  /** Corners on a map, told to a form. `options`: form, shape, decimals, most, within. */
  hedgerow.drawing = (map, options) => {
    const group = L.featureGroup();
    const form = document.getElementById(options.form);
    const part = (name) => form.querySelector(`[data-draw="${name}"]`);
    const within = L.latLngBounds(options.within);
    let corners = cornersOf(options.shape, options.decimals);

    const said = () => {
      const count = corners.length;
      if (count === 0) return "No corner yet.";
      const so = `${count} ${count === 1 ? "corner" : "corners"}.`;
      if (count < 3) return `${so} An outline needs at least three.`;
      if (crossesItself(corners)) return `${so} Two sides cross: take the last corner back.`;
      if (count === options.most) return `${so} No more fit.`;
      return `${so} Press “Show the gaps inside it”, or add more.`;
    };

    const draw = () => {
      group.clearLayers();
      const style = { color: BRAMBLE, weight: 3, fillOpacity: 0.12, interactive: false, pane: "lines" };
      (corners.length > 2 ? L.polygon(corners, style) : L.polyline(corners, style)).addTo(group);
      for (const at of corners) {
        L.circleMarker(at, { ...style, radius: 5, fillColor: "#ffffff", fillOpacity: 1 }).addTo(group);
      }
      const sound = corners.length > 2 && !crossesItself(corners);
      form.elements.shape.value = sound ? textOf(corners, options.decimals) : "";
      part("said").textContent = said();
      part("done").disabled = !sound;
      part("back").disabled = part("clear").disabled = corners.length === 0;
    };

    const add = (at) => {
      if (corners.length >= options.most || !within.contains(at)) return;
      if (corners.length && corners[corners.length - 1].equals(at, 1e-6)) return;
      corners.push(at);
      draw();
    };

    document.getElementById("drawing").hidden = false;
    map.invalidateSize();
    map.fitBounds(map.hedgeBounds, { animate: false });
    map.doubleClickZoom.disable();
    map.getContainer().classList.add("hedge-drawing__canvas");
    map.on("click", (event) => add(event.latlng));
    part("add").addEventListener("click", () => add(map.getCenter()));
    part("back").addEventListener("click", () => {
      corners = corners.slice(0, -1);
      draw();
    });
    part("clear").addEventListener("click", () => {
      corners = [];
      draw();
    });
    draw();
    return group;
  };
})();
