/** Menu, search and diagrams. Pages are opened from disk, so what they need is loaded by script elements: a browser fetches no files. */
(() => {
  const up = document.body.dataset.up ?? "";
  const menu = document.getElementById("menu");
  const nav = document.getElementById("pages");
  menu.addEventListener("click", () => menu.setAttribute("aria-expanded", String(nav.classList.toggle("open"))));

  const loaded = new Map();
  const load = (name) => {
    if (!loaded.has(name))
      loaded.set(
        name,
        new Promise((resolve, reject) => {
          const script = document.createElement("script");
          script.src = `${up}assets/${name}`;
          script.onload = resolve;
          script.onerror = reject;
          document.head.append(script);
        }),
      );
    return loaded.get(name);
  };

  const input = document.getElementById("search");
  const list = document.getElementById("found");
  let index;
  const prepared = async () => {
    await Promise.all([load("minisearch.js"), load("sections.js")]);
    if (index) return index;
    index = new MiniSearch({
      fields: ["title", "page", "text"],
      storeFields: ["title", "page", "path"],
      searchOptions: { boost: { title: 4, page: 2 }, prefix: true, fuzzy: 0.15, combineWith: "AND" },
    });
    index.addAll(window.sections.map((section, id) => ({ id, ...section })));
    return index;
  };

  let chosen = -1;
  const show = (results) => {
    chosen = -1;
    list.replaceChildren(...(results.length === 0 ? [nothing()] : results.slice(0, 12).map(line)));
    open(true);
  };
  const nothing = () => {
    const item = document.createElement("li");
    item.textContent = "Nothing found";
    return item;
  };
  const line = ({ title, page, path }) => {
    const item = document.createElement("li");
    item.setAttribute("role", "option");
    const link = document.createElement("a");
    link.href = up + path;
    link.textContent = title;
    const where = document.createElement("small");
    where.textContent = page;
    link.append(where);
    link.addEventListener("click", () => open(false));
    item.append(link);
    return item;
  };
  const open = (is) => {
    list.hidden = !is;
    input.setAttribute("aria-expanded", String(is));
  };
  const choose = (step) => {
    const items = [...list.querySelectorAll("[role=option]")];
    if (items.length === 0) return;
    chosen = (chosen + step + items.length) % items.length;
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === chosen)));
    items[chosen].scrollIntoView({ block: "nearest" });
  };

  let asked = 0;
  input.addEventListener("focus", () => void prepared());
  input.addEventListener("input", async () => {
    const mine = ++asked;
    const text = input.value.trim();
    if (text === "") return open(false);
    const found = (await prepared()).search(text);
    if (mine === asked) show(found);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") list.querySelectorAll("[role=option] a")[Math.max(chosen, 0)]?.click();
    else if (event.key === "Escape") open(false);
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("search")) open(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.target.closest("input, textarea")) return;
    event.preventDefault();
    input.focus();
  });

  const dark = matchMedia("(prefers-color-scheme: dark)");
  const diagrams = [...document.querySelectorAll(".mermaid")].map((element) => ({
    element,
    text: element.textContent,
  }));
  /** Words that are a little smaller can still be read; much smaller, nobody can. */
  const LEAST = 0.7;
  const fit = (svg, room) => {
    if (svg && svg.getBoundingClientRect().width * LEAST <= room) svg.style.maxWidth = "100%";
  };
  const draw = async () => {
    if (diagrams.length === 0) return;
    await load("mermaid.js");
    mermaid.initialize({
      startOnLoad: false,
      theme: dark.matches ? "dark" : "default",
      securityLevel: "strict",
      maxTextSize: 200_000,
      maxEdges: 2_000,
      // As large as its words need: what is wider than the page is scrolled, not shrunk until nobody can read it.
      flowchart: { useMaxWidth: false },
    });
    for (const { element, text } of diagrams) {
      element.removeAttribute("data-processed");
      element.textContent = text;
    }
    await mermaid.run({ nodes: diagrams.map(({ element }) => element) });
    for (const { element } of diagrams) fit(element.querySelector("svg"), element.clientWidth);
  };
  void draw();
  dark.addEventListener("change", () => void draw());
})();
