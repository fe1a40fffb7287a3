// The figures of the board, written as `ui/formats.py` writes them: halves away from zero, no sign on a shown zero.

const SIZES = [[1e9, " b"], [1e6, " m"], [1e3, " k"]];
const MISSING = "–";

// A number with so many decimals and its thousands separated.
const fixed = (value, places) => {
  const [whole, part] = Math.abs(value).toFixed(places).split(".");
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
  return (value < 0 && !isNothing(text) ? "−" : "") + text;
};

// Whether a written figure shows zero.
const isNothing = (text) => !/[1-9]/.test(text);

const short = (amount) => {
  for (const [size, letter] of SIZES) {
    if (Math.abs(amount) >= size * 0.9995) {
      const part = amount / size;
      return fixed(part, Math.max(0, 3 - Math.abs(part).toFixed(0).length)) + letter;
    }
  }
  return fixed(amount, 2).replace(/\.00$/, "");
};

const signed = (amount) => {
  const text = short(amount);
  return text.startsWith("−") || isNothing(text) ? text : `+${text}`;
};

const percent = (fraction) => `${fixed(fraction * 100, 1)} %`;
const decimal = (value) => fixed(value, 2);

// A number with the three digits that matter, or without decimals.
const plain = (value) => {
  if (value === 0 || Math.abs(value) >= 1000) return fixed(value, 0);
  const rounded = Number(value.toPrecision(3));
  return fixed(rounded, (String(rounded).split(".")[1] || "").length);
};
