// The countdown and the clocks go on by what the server said, not by this machine's clock, which may be wrong.
const language = document.documentElement.lang || "en";
const unit = (name) => new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "long" });
const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]].map(([name, size]) => [unit(name), size, name]);

let began = 0;
let timer = null;
let clocks = [];
let going = 0;
const passed = () => (performance.now() - began) / 1000;

function words(left) {
  const said = [];
  let rest = left;
  for (const [format, size, name] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count || said.length || size <= 60) {
      if (name !== "second" || left < 86400) said.push(format.format(count));
    }
  }
  return said.join(" ");
}

function tick() {
  for (const { clock, now, format } of clocks) {
    const said = format.format(now + passed() * 1000);
    if (clock.textContent !== said) clock.textContent = said;
  }
  if (!timer) return;
  const left = Math.floor(Number(timer.dataset.left) - passed());
  timer.textContent = left > 0 ? words(left) : timer.dataset.over;
  if (left <= -2) {
    clearInterval(going);
    location.reload(); // once: the page that comes then has no countdown
  }
}

// Also when the page has read itself again: what the server said then counts from then.
function begin() {
  clearInterval(going);
  began = performance.now();
  timer = document.querySelector("[data-left]");
  clocks = [...document.querySelectorAll("[data-zone]")].map((clock) => ({
    clock,
    now: Date.parse(clock.dataset.now),
    format: new Intl.DateTimeFormat(language, { timeZone: clock.dataset.zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
  }));
  going = setInterval(tick, 1000);
}

document.addEventListener("fresh", begin);
begin();
