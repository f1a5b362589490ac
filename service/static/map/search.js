// The search box of the map: names as one types; choosing one goes there.
// Without this script the box is part of the form and filters the page.
(() => {
  "use strict";

  const { element } = hedgerow;
  const MOST = 8;

  const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  // Names that begin with what was typed first, then those with a word that does, then the rest.
  const found = (places, typed) => {
    const wanted = folded(typed.trim());
    if (wanted.length < 2) return [];
    const worth = ({ name }) => {
      const own = folded(name);
      if (own.startsWith(wanted)) return 0;
      if (own.includes(` ${wanted}`)) return 1;
      return own.includes(wanted) ? 2 : 3;
    };
    return places
      .map((place) => ({ place, worth: worth(place) }))
      .filter((one) => one.worth < 3)
      .sort((a, b) => a.worth - b.worth || a.place.name.localeCompare(b.place.name))
      .slice(0, MOST)
      .map((one) => one.place);
  };

  /** `options`: input (the id of the search box). */
  hedgerow.search = (map, options) => {
    const input = document.getElementById(options.input);
    if (!input) return;
    const list = element("ul", { id: `${options.input}-names`, role: "listbox", class: "hedge-names", "aria-label": "Names on the map" });
    const said = element("span", { role: "status", class: "govuk-visually-hidden" });
    let shown = [];
    let active = -1;

    const close = () => {
      list.hidden = true;
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    };

    const go = (place) => {
      close();
      input.value = place.name;
      map.getContainer().scrollIntoView({ block: "nearest" });
      place.show();
    };

    const point = (number) => {
      active = number;
      [...list.children].forEach((option, at) => {
        option.setAttribute("aria-selected", String(at === number));
      });
      if (number >= 0) input.setAttribute("aria-activedescendant", list.children[number].id);
    };

    const open = () => {
      shown = found(map.hedgePlaces, input.value);
      list.replaceChildren(
        ...shown.map((place, number) => {
          const option = element(
            "li",
            { id: `${list.id}-${number}`, role: "option", class: "hedge-names__name", "aria-selected": "false" },
            element("span", {}, place.name),
            element("span", { class: "hedge-names__kind" }, place.kind),
          );
          option.addEventListener("mousedown", (event) => {
            event.preventDefault();
            go(place);
          });
          return option;
        }),
      );
      list.hidden = shown.length === 0;
      input.setAttribute("aria-expanded", String(shown.length > 0));
      said.textContent = input.value.trim().length < 2 ? "" : `${shown.length} names`;
      point(-1);
    };

    for (const [key, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false", autocomplete: "off",
    })) {
      input.setAttribute(key, value);
    }
    list.hidden = true;
    const frame = element("div", { class: "hedge-search" });
    input.replaceWith(frame);
    frame.append(input, list, said);

    input.addEventListener("input", open);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      if (list.hidden) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        point((active + step + shown.length) % shown.length);
      } else if (event.key === "Enter" && active >= 0) {
        event.preventDefault();
        go(shown[active]);
      } else if (event.key === "Escape") {
        event.preventDefault();
        close();
      }
    });
  };
})();
