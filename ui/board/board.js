// The board: rows of sliders whose effect follows the hand. Curves come from the server as points, and are only
// interpolated here; what is decided, to the cent, is decided by the server when a slider is let go.

const CENTS = 100;

export default function (component) {
  const { parentElement, data, setTriggerValue } = component;
  parentElement.board ||= new Board(parentElement);
  const board = parentElement.board;
  board.send = (edit) => setTriggerValue("edit", { ...edit, at: Date.now() });
  board.show(data);
}

const element = (kind, className, text) => {
  const made = document.createElement(kind);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
};

const money = (cents) => short(cents / CENTS);
const change = (cents) => signed(cents / CENTS);

// The amount that a text such as "1.2m" or "950,000" means, in cents; NaN where it means none.
const amountOf = (text) => {
  const found = /^\s*([\d.,\s]+?)\s*([kmb])?\s*$/i.exec(text);
  if (!found) return NaN;
  const size = { k: 1e3, m: 1e6, b: 1e9 }[(found[2] || "").toLowerCase()] || 1;
  return Math.round(Number(found[1].replace(/[,\s]/g, "")) * size * CENTS);
};

// The value at x of a curve given as points, straight between them.
const valueAt = (curve, x) => {
  const { x: xs, y: ys } = curve;
  let low = 0;
  let high = xs.length - 1;
  if (high < 0) return 0;
  if (x <= xs[0]) return ys[0];
  if (x >= xs[high]) return ys[high];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (xs[middle] <= x) low = middle;
    else high = middle;
  }
  return ys[low] + ((x - xs[low]) / (xs[high] - xs[low])) * (ys[high] - ys[low]);
};

// What a further unit brings at x: the slope of the points around it.
const slopeAt = (curve, x) => {
  const xs = curve.x;
  if (xs.length < 2) return 0;
  const step = (xs[xs.length - 1] - xs[0]) / (xs.length - 1) / 2;
  const low = Math.max(xs[0], x - step);
  const high = Math.min(xs[xs.length - 1], x + step);
  return high > low ? (valueAt(curve, high) - valueAt(curve, low)) / (high - low) : 0;
};

class Board {
  constructor(host) {
    this.root = element("div", "board");
    host.appendChild(this.root);
    this.folded = new Set();
    this.wanted = false;
  }

  show(data) {
    const names = JSON.stringify([data.products.map((p) => [p.name, p.fixed, p.about]), data.words, data.peopleKnown]);
    this.data = data;
    if (names !== this.names) this.build();
    this.names = names;
    if (this.dragged === undefined) this.now = data.products.map((p) => p.now);
    this.settle();
    this.paint();
  }

  build() {
    const { data } = this;
    this.root.replaceChildren();
    for (const [name, colour] of Object.entries(data.colours)) this.root.style.setProperty(`--${name}`, colour);
    this.buildBar();
    this.figures = {};
    const figures = element("div", "figures");
    for (const name of ["Investment", "Contribution", "ROI", "Impact"]) {
      const box = element("div", "figure");
      this.figures[name] = box.appendChild(element("b"));
      box.appendChild(element("span", "", name === "ROI" ? "ROI, next 12 months" : `${name}${data.currency}`));
      figures.appendChild(box);
    }
    this.root.appendChild(figures);
    this.said = element("div", "said");
    this.said.setAttribute("role", "status");
    const head = element("div", "head");
    for (const title of data.words) {
      const cell = head.appendChild(element("div", title === data.words[0] ? "cell name" : "cell", title));
      cell.title = data.hints[title] || "";
    }
    this.root.append(this.said, head);
    this.buildRows();
  }

  buildBar() {
    const bar = element("div", "bar");
    this.even = bar.appendChild(element("span", "even"));
    const hold = element("label");
    this.hold = hold.appendChild(element("input"));
    this.hold.type = "checkbox";
    hold.append(" Keep total budget fixed");
    this.hold.onchange = () => this.send({ kind: "hold", value: this.hold.checked });
    bar.append(hold, element("span", "", "Offset by:"));
    this.source = bar.appendChild(element("select"));
    this.source.setAttribute("aria-label", "Offset by");
    for (const [value, text] of this.data.sources) this.source.appendChild(new Option(text, value));
    this.one = bar.appendChild(element("select"));
    this.one.setAttribute("aria-label", "The product that offsets the change");
    for (const product of this.data.products) this.one.appendChild(new Option(product.name, product.name));
    this.source.onchange = this.one.onchange = () =>
      this.send({ kind: "source", source: this.source.value, one: this.one.value });
    this.buttons = {};
    for (const [kind, text, key] of [["undo", "Undo", "z"], ["redo", "Redo", "y"], ["reset", "Reset"]]) {
      const button = bar.appendChild(element("button", "", text));
      button.type = "button";
      button.onclick = () => this.send({ kind });
      this.buttons[kind] = button;
    }
    this.root.onkeydown = (event) => {
      const kind = (event.ctrlKey || event.metaKey) && { z: "undo", y: "redo", o: "best", s: "save" }[event.key];
      if (!kind || (event.target.type === "text" && kind in this.buttons)) return;
      event.preventDefault(); // the browser's own save and open too
      if (kind === "save") document.querySelector(".st-key-save button")?.click();
      else if (!this.buttons[kind]?.disabled) this.send({ kind });
    };
    this.root.appendChild(bar);
  }

  buildRows() {
    const rows = element("div", "rows");
    this.rows = [];
    this.groups = [];
    let line;
    this.data.products.forEach((product, place) => {
      if (product.line !== line) {
        line = product.line;
        if (line) this.buildGroup(rows, line);
      }
      this.rows.push(this.buildRow(rows, product, place));
    });
    const count = this.rows.length + this.groups.length;
    this.root.style.setProperty("--rows-height", `${Math.min(560, 26 * count + 4)}px`);
    this.root.appendChild(rows);
    this.total = this.buildTotal();
  }

  buildGroup(rows, line) {
    const row = rows.appendChild(element("div", "row group"));
    const cells = this.cells(row);
    const fold = element("button", "", `▾ ${line}`);
    fold.setAttribute("aria-expanded", "true");
    cells.name.appendChild(fold);
    row.onclick = () => {
      const open = !this.folded.delete(line);
      if (open) this.folded.add(line);
      fold.textContent = `${open ? "▸" : "▾"} ${line}`;
      fold.setAttribute("aria-expanded", String(!open));
      this.data.products.forEach((p, i) => {
        if (p.line === line) this.rows[i].row.style.display = open ? "none" : "";
      });
    };
    this.groups.push({ line, ...cells });
  }

  cells(row) {
    const kinds = ["name", "today", "floor", "slider", "ceiling", "now", "change", "next", "effect", "people", "lock"];
    return Object.fromEntries(kinds.map((kind) => [kind, row.appendChild(element("div", kind === "name" ? "cell name" : "cell"))]));
  }

  buildRow(rows, product, place) {
    const row = rows.appendChild(element("div", "row"));
    const cells = this.cells(row);
    const name = element("button", product.fixed ? "fixed" : "", product.name);
    name.title = product.about;
    name.onclick = () => this.send({ kind: "curve", product: product.name });
    cells.name.appendChild(name);
    cells.today.textContent = money(product.today);
    const slider = cells.slider.appendChild(element("input"));
    slider.type = "range";
    slider.setAttribute("aria-label", `Budget of ${product.name}`);
    slider.oninput = () => this.drag(place, Number(slider.value));
    slider.onchange = () => this.release(place, Number(slider.value));
    slider.onpointercancel = () => this.show(this.data);
    const limits = {};
    for (const side of ["floor", "ceiling"]) {
      const field = cells[side].appendChild(element("input"));
      field.type = "text";
      field.setAttribute("aria-label", `${side === "floor" ? "Minimum" : "Cap"} of ${product.name}`);
      field.onchange = () => {
        const cents = amountOf(field.value);
        if (Number.isNaN(cents)) this.paint(`“${field.value}” is not an amount. Write 950,000 or 1.2m.`);
        else this.send({ kind: side, product: product.name, cents });
      };
      limits[side] = field;
    }
    const people = cells.people.appendChild(element("input"));
    people.type = "number";
    people.step = "0.5";
    people.min = "0";
    people.setAttribute("aria-label", `FTE of ${product.name}`);
    people.onchange = () => {
      if (people.value.trim() === "") this.show(this.data);
      else this.send({ kind: "people", product: product.name, hundredths: Math.round(Number(people.value) * 100) });
    };
    const lock = cells.lock.appendChild(element("input"));
    lock.type = "checkbox";
    lock.title = "Lock this budget";
    lock.setAttribute("aria-label", `Lock ${product.name}`);
    lock.onchange = () => this.send({ kind: "lock", product: product.name, value: lock.checked });
    return { row, ...cells, slider, limits, people, lock };
  }

  buildTotal() {
    const row = this.root.appendChild(element("div", "row total"));
    const cells = this.cells(row);
    cells.name.textContent = "Total";
    return cells;
  }

  // What the server says of each row, where no hand is on it.
  settle() {
    const { data } = this;
    this.hold.checked = data.hold;
    this.source.value = data.source;
    this.source.disabled = !data.hold;
    this.one.style.display = data.hold && data.source === data.oneSource ? "" : "none";
    this.one.value = data.one;
    this.buttons.undo.disabled = !data.canUndo;
    this.buttons.redo.disabled = !data.canRedo;
    this.buttons.reset.disabled = !data.canUndo;
    data.products.forEach((product, place) => {
      const row = this.rows[place];
      row.slider.disabled = product.locked || product.fixed;
      row.slider.min = Math.min(product.floor, product.now);
      row.slider.max = Math.max(product.ceiling, product.now);
      row.slider.step = Math.max(1, Math.round((row.slider.max - row.slider.min) / 400));
      row.lock.checked = product.locked || product.fixed;
      row.lock.disabled = product.fixed;
      row.limits.floor.value = money(product.floor);
      row.limits.ceiling.value = money(product.ceiling);
      row.people.value = (product.peopleNow / 100).toString();
      row.people.style.display = data.peopleKnown ? "" : "none";
      row.people.title = `Today ${plain(product.people / 100)}`;
    });
  }

  drag(place, wanted) {
    if (this.dragged !== place) this.grasp(place);
    this.now = this.spread(place, wanted);
    this.schedule();
  }

  // The order in which others give and take, once a slider is grasped: by what a further unit brings there.
  grasp(place) {
    this.dragged = place;
    const { products, source } = this.data;
    this.start = products.map((p) => p.now);
    const others = products.map((p, i) => i).filter((i) => i !== place && !products[i].locked && !products[i].fixed);
    this.givers = source === this.data.oneSource ? others.filter((i) => products[i].name === this.data.one) : others;
    this.steps = { give: this.slices(false), take: this.slices(true) };
  }

  // Pieces of the others' ranges below (give) or above (take) where they stand, the best first.
  slices(taking) {
    const pieces = [];
    for (const i of this.givers) {
      const { floor, ceiling, curve } = this.data.products[i];
      const from = this.start[i];
      const to = taking ? ceiling : floor;
      const count = 24;
      for (let k = 0; k < count; k += 1) {
        const a = from + ((to - from) * k) / count;
        const b = from + ((to - from) * (k + 1)) / count;
        if (Math.abs(b - a) < 1) continue;
        pieces.push({ i, size: Math.abs(b - a), slope: (valueAt(curve, b) - valueAt(curve, a)) / (b - a) });
      }
    }
    return pieces.sort((p, q) => (taking ? q.slope - p.slope : p.slope - q.slope));
  }

  // All budgets when the one that is dragged is at `wanted`; the others give or take as the source says.
  spread(place, wanted) {
    const now = this.start.slice();
    let change = wanted - now[place];
    const sign = change > 0 ? -1 : 1;
    let left = Math.abs(change);
    if (this.data.hold && this.data.source !== this.data.shareSource) {
      for (const piece of change > 0 ? this.steps.give : this.steps.take) {
        if (left <= 0) break;
        const part = Math.min(left, piece.size);
        now[piece.i] += sign * part;
        left -= part;
      }
    } else if (this.data.hold) {
      left = this.byShare(now, left, sign);
    } else left = 0;
    now[place] = wanted + sign * left; // what nobody can give is not there
    return now;
  }

  byShare(now, amount, sign) {
    let left = amount;
    const { products } = this.data;
    const room = (i) => (sign < 0 ? now[i] - products[i].floor : products[i].ceiling - now[i]);
    for (let round = 0; round < 20 && left > 1; round += 1) {
      const open = this.givers.filter((i) => room(i) > 1);
      const whole = open.reduce((sum, i) => sum + this.start[i], 0);
      if (!open.length) break;
      const part = left;
      for (const i of open) {
        const share = Math.min((part * (whole ? this.start[i] / whole : 1 / open.length)), room(i));
        now[i] += sign * share;
        left -= share;
      }
    }
    return left;
  }

  schedule() {
    if (this.wanted) return;
    this.wanted = true;
    requestAnimationFrame(() => {
      this.wanted = false;
      this.paint();
    });
  }

  release(place, wanted) {
    const reached = this.dragged === place ? Math.round(this.now[place]) : wanted;
    this.dragged = undefined;
    this.send({ kind: "money", product: this.data.products[place].name, cents: reached });
  }

  paint(problem) {
    const { data, now } = this;
    const lines = new Map();
    let spent = data.ventures.cost;
    let gain = data.ventures.brings;
    data.products.forEach((product, place) => {
      const at = now[place];
      const effect = product.gain + (at === product.now ? 0 : valueAt(product.curve, at) - valueAt(product.curve, product.now));
      if (product.returning) spent += at + product.pay; // what has no known return is in none of its sums
      gain += effect;
      this.paintRow(place, at, effect);
      const sums = lines.get(product.line) || { today: 0, now: 0, effect: 0, people: 0 };
      sums.today += product.today;
      sums.now += at;
      sums.effect += effect;
      sums.people += product.peopleNow;
      lines.set(product.line, sums);
    });
    for (const group of this.groups) this.paintSums(group, lines.get(group.line));
    this.paintTotals(spent, gain, [...lines.values()]);
    this.said.textContent = problem || data.said || "";
  }

  paintRow(place, at, effect) {
    const product = this.data.products[place];
    const row = this.rows[place];
    if (row.at === at && row.effectWas === effect && row.curve === product.curve) return;
    row.at = at;
    row.effectWas = effect;
    row.curve = product.curve;
    if (this.dragged !== place) row.slider.value = at;
    row.slider.setAttribute("aria-valuetext", money(at));
    row.now.textContent = money(at);
    this.paintChange(row.change, at - product.today, false);
    row.next.textContent = product.fixed ? MISSING : decimal(slopeAt(product.curve, at));
    this.paintChange(row.effect, effect, true);
  }

  paintChange(cell, cents, judged) {
    const text = change(cents);
    const shown = !isNothing(text);
    cell.textContent = shown ? text : MISSING;
    cell.className = `cell ${judged && shown ? (cents > 0 ? "better" : "worse") : ""}`;
  }

  paintSums(cells, sums) {
    cells.today.textContent = money(sums.today);
    cells.now.textContent = money(sums.now);
    this.paintChange(cells.change, sums.now - sums.today, false);
    this.paintChange(cells.effect, sums.effect, true);
    cells.people.textContent = this.data.peopleKnown ? plain(sums.people / 100) : "";
  }

  paintTotals(spent, gain, lines) {
    const { data, now } = this;
    const add = (name) => lines.reduce((sum, line) => sum + line[name], 0);
    this.paintSums(this.total, { today: add("today"), now: add("now"), effect: gain, people: add("people") });
    const pool = data.products.reduce((sum, p, i) => sum + p.today - now[i], -data.ventures.cost);
    const even = Math.abs(pool) < (this.dragged === undefined ? 1 : CENTS);
    this.even.textContent = even
      ? "Balanced: 0 unallocated"
      : pool > 0 ? `${money(pool)} unallocated (saved)` : `${money(-pool)} new funding`;
    this.even.classList.toggle("off", !even);
    const earned = data.contribution + gain;
    this.figures.Investment.textContent = money(spent);
    this.figures.Contribution.textContent = money(earned);
    this.figures.ROI.textContent = spent > 0 ? percent((earned - spent) / spent) : MISSING;
    this.figures.Impact.textContent = change(gain);
    this.figures.Impact.className = isNothing(change(gain)) ? "" : gain > 0 ? "better" : "worse";
  }
}
