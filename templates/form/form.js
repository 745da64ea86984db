"use strict";
// Fills the letter in this page as its sender types. It asks the network for nothing, keeps nothing, and writes text
// only (textContent), so that nothing typed can become part of the page. What it knows stands in the element "facts".
(() => {
  const find = (id) => document.getElementById(id);
  const facts = JSON.parse(find("facts").textContent);
  const fields = ["name", "street", "town", "country", "email", "personal"];
  const LONGEST_LINK = 1900; // characters; some mail programs cut longer links off
  const MILLIMETRE = 96 / 25.4; // in CSS pixels
  const paper = document.createElement("canvas").getContext("2d");
  let tongue = document.documentElement.lang; // the language of the page; that of the letter is chosen apart
  const chosen = { recipient: facts.letters[0].recipient, language: facts.letters[0].language };
  const spoken = [() => {}]; // what the page last said, to be said again in another language

  // ---------------------------------------------------------------- words and days

  const say = (key, values = {}) =>
    facts.words[tongue][key].replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  const today = () => {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  };

  const inWords = (day, language) =>
    new Intl.DateTimeFormat(facts.languages[language].locale, { dateStyle: "long", timeZone: "UTC" })
      .format(new Date(`${day}T12:00:00Z`)).replace(/ /g, "\u00a0");

  // Why no letter may be written on this day, or nothing.
  const refusal = () => {
    if (today() < facts.made) return "early";
    if (facts.deadline && !facts.late && today() > facts.deadline) return "late";
    return today() > facts.last ? "old" : "";
  };

  // ---------------------------------------------------------------- the letter

  const typed = (name) => find(name).value.replace(/\s+/g, " ").trim();

  // The letter to the chosen recipient in the chosen language, as it reads from the sender's country.
  const letter = () => {
    const fitting = facts.letters.filter(
      (one) => one.recipient === chosen.recipient && one.language === chosen.language);
    return fitting.find((one) => one.countries.includes(find("country").value)) ||
      fitting.find((one) => !one.countries.length);
  };

  const values = (one) => {
    const found = Object.fromEntries(fields.map((name) => [name, typed(name)]));
    found.country = found.country && facts.countries[found.country][one.language];
    found.day = inWords(today(), one.language);
    return found;
  };

  const fill = () => {
    const one = letter();
    const words = values(one);
    for (const sheet of document.querySelectorAll(".sheet")) sheet.classList.toggle("chosen", sheet.id === one.id);
    for (const field of find(one.id).querySelectorAll("[data-typed]")) {
      field.textContent = words[field.dataset.typed];
      if (field.tagName === "P") field.hidden = !field.textContent;
      const optional = field.closest(".optional");
      if (optional) optional.hidden = !field.textContent;
    }
    const style = document.documentElement.style;
    style.setProperty("--running-head", JSON.stringify(one.head.replace("{day}", words.day)));
    ["before", "between", "after"].forEach(
      (name, number) => style.setProperty(`--page-${name}`, JSON.stringify(one.pages[number])));
    find("personal").maxLength = one.room;
    find("own").hidden = !one.room;
    find("left").textContent = say("left", { count: Math.max(0, one.room - find("personal").value.length) });
    find("mail").hidden = !one.to.length;
    if (refusal()) find("mail").removeAttribute("href");
    else find("mail").href = link(one);
  };

  // ---------------------------------------------------------------- its text, for a message

  const textOf = (element) => {
    const copy = element.cloneNode(true);
    for (const hidden of copy.querySelectorAll("[hidden]")) hidden.remove();
    for (const end of copy.querySelectorAll("br")) end.replaceWith("\n");
    return copy.textContent.replace(/\u200b/g, "").replace(/[^\S\n]+/g, " ").replace(/ ?\n ?/g, "\n").trim();
  };

  const listOf = (list) => [...list.children].map(
    (item, number) => `${list.tagName === "OL" ? `${number + 1}.` : "-"} ${textOf(item)}`).join("\n");

  const partsOf = (element) => [...element.children].filter((child) => !child.hidden).flatMap((child) => {
    if (/^(UL|OL)$/.test(child.tagName)) return [listOf(child)];
    if (child.tagName === "TABLE") return [...child.rows].map((row) => [...row.cells].map(textOf).join("; "));
    if (child.matches(".foot")) return [[...child.children].map(textOf).join("\n")];
    return /^(DIV|BLOCKQUOTE|SECTION)$/.test(child.tagName) ? partsOf(child) : [textOf(child)];
  });

  const subjectOf = (one) => textOf(find(one.id).querySelector("h1")).replace(/\n/g, " ");

  const bodyOf = (one) => {
    const words = values(one);
    const parts = [...find(one.id).querySelectorAll("letter-text, .annex")].flatMap(partsOf).slice(1);
    const signed = textOf(find(one.id).querySelector(".signature"));
    const place = [words.street, words.town, words.country, words.email].filter(Boolean).join("\n");
    return parts.filter(Boolean).map((part) => (part === signed ? `${part}\n${place}` : part)).join("\n\n");
  };

  const encode = (text) => encodeURIComponent(text.replace(/\n/g, "\r\n"));

  const link = (one) => {
    const boxes = (list) => list.map((box) => encodeURIComponent(box).replace(/%40/g, "@")).join(",");
    const copies = one.cc.length ? `cc=${boxes(one.cc)}&` : "";
    const head = `mailto:${boxes(one.to)}?${copies}subject=${encode(subjectOf(one))}`;
    const whole = `${head}&body=${encode(bodyOf(one))}`;
    return whole.length <= LONGEST_LINK ? whole : head;
  };

  // ---------------------------------------------------------------- what is wrong with the fields

  const width = (text, points) => {
    paper.font = `${points}pt "Letterhead Serif"`;
    return paper.measureText(text).width / MILLIMETRE;
  };

  // Of the words that share a line too long for the paper, the longest are to blame; nobody can shorten a country.
  const tooLong = (name) => {
    const words = values(letter());
    return facts.rooms.some((line) => {
      const [longest] = line.fields.filter((field) => field !== "country")
        .sort((one, other) => words[other].length - words[one].length);
      return longest === name &&
        width(line.fields.map((field) => words[field]).filter(Boolean).join(line.between), line.size) > line.room;
    });
  };

  const fault = (name) => {
    const text = typed(name);
    if (!text) return name === "email" ? "" : `missing_${name}`;
    if (name === "email" && !/^[^@\s<>"]+@[^@\s<>"']+\.[^@\s<>"']+$/.test(text)) return "wrong_email";
    return name !== "country" && tooLong(name) ? "too_long" : "";
  };

  const judge = (name) => {
    const found = fault(name);
    find(name).setAttribute("aria-invalid", String(Boolean(found)));
    find(`${name}-fault`).hidden = !found;
    find(`${name}-fault`).textContent = found ? say(found) : "";
    return found;
  };

  const isWrong = (name) => find(name).getAttribute("aria-invalid") === "true";

  // Whether the letter may go; if not, the first field to mend has the focus.
  const ready = () => {
    const faulty = fields.filter((name) => name !== "personal" && judge(name));
    tell(faulty.length ? "mend" : "");
    if (faulty.length) find(faulty[0]).focus();
    judgeDay();
    return !faulty.length && !refusal();
  };

  // ---------------------------------------------------------------- what the page says

  const tell = (key) => {
    spoken[0] = () => { find("said").textContent = key ? say(key) : ""; };
    spoken[0]();
  };

  const element = (tag, text, more = {}) => Object.assign(document.createElement(tag), { textContent: text }, more);

  const offer = (group, options, current, choose) => {
    const box = find(group);
    box.replaceChildren(box.firstElementChild);
    box.hidden = options.length < 2 && group === "languages";
    for (const [value, text, language] of options) {
      const label = element("label", "");
      const input = element("input", "", { type: "radio", name: group, value, checked: value === current });
      input.addEventListener("change", () => choose(value));
      label.append(input, element("span", text, { lang: language }));
      box.append(options.length > 1 ? label : element("p", text, { lang: language }));
    }
  };

  const nameOf = (recipient) => {
    const names = facts.recipients[recipient];
    const language = tongue in names ? tongue : Object.keys(names)[0];
    return [recipient, names[language], language];
  };

  const reach = () => {
    const one = letter();
    const country = find("country").value;
    const list = find("reached");
    const entry = (key, lines) => {
      list.append(element("dt", say(key)));
      for (const line of lines) list.append(element("dd", line));
    };
    list.replaceChildren();
    const address = textOf(find(one.id).querySelector("address"));
    if (address) entry("by_post", address.split("\n"));
    const dialled = ({ number, via }) => {
      const [digits] = Object.entries(facts.faxes[number]).find(([, codes]) => codes.split(" ").includes(country)) || [];
      return [number, via, digits && say("dial", { country: facts.countries[country][tongue], digits })].filter(Boolean);
    };
    for (const fax of one.faxes) entry("by_fax", dialled(fax));
    if (one.to.length) entry("by_mail", one.to);
  };

  const listCountries = () => {
    const select = find("country");
    const current = select.value;
    const names = Object.entries(facts.countries).map(([code, each]) => [code, each[tongue]]);
    names.sort((one, other) => one[1].localeCompare(other[1], tongue));
    select.replaceChildren(...[["", say("choose")], ...names].map(([value, text]) => element("option", text, { value })));
    select.value = current;
  };

  const prompt = () => {
    const language = tongue in facts.prompts ? tongue : chosen.language;
    const prompts = facts.prompts[language];
    find("prompts").replaceChildren(...prompts.map((words) => element("li", words, { lang: language })));
    find("prompts").hidden = !prompts.length;
  };

  const show = () => {
    fill();
    reach();
    prompt();
  };

  const choose = (choice) => {
    Object.assign(chosen, choice);
    tell("");
    find("by-hand").hidden = true;
    show();
  };

  const days = () => ({
    made: inWords(facts.made, tongue), last: inWords(facts.last, tongue), today: inWords(today(), tongue),
    deadline: facts.deadline && inWords(facts.deadline, tongue),
  });

  // The day may change while the page is open; so it is asked for again whenever the letter is to go.
  const judgeDay = () => {
    const refused = refusal();
    document.documentElement.classList.toggle("refused", Boolean(refused));
    find("refusal").hidden = !refused;
    find("refusal").textContent = refused ? say(refused, days()) : "";
    find("ways").disabled = Boolean(refused);
    fill();
  };

  const speak = (language) => {
    tongue = language;
    document.documentElement.lang = language;
    document.title = say("title");
    for (const word of document.querySelectorAll("[data-word]")) word.textContent = say(word.dataset.word, days());
    for (const button of document.querySelectorAll(".tongues button")) {
      button.setAttribute("aria-pressed", String(button.lang === tongue));
    }
    listCountries();
    const recipients = Object.keys(facts.recipients).map(nameOf);
    const languages = Object.keys(facts.prompts).map((code) => [code, facts.languages[code].name, code]);
    offer("recipients", recipients, chosen.recipient, (recipient) => choose({ recipient }));
    offer("languages", languages, chosen.language, (value) => choose({ language: value }));
    for (const name of fields) if (isWrong(name)) judge(name);
    spoken[0]();
    show();
    judgeDay();
  };

  // ---------------------------------------------------------------- what can be done

  const copyText = async (long) => {
    const one = letter();
    const text = `${subjectOf(one)}\n\n${bodyOf(one)}\n`;
    try {
      await navigator.clipboard.writeText(text);
      tell(long ? "copied_for_mail" : "copied");
    } catch {
      find("text").value = text;
      find("by-hand").hidden = false;
      find("text").focus();
      find("text").select();
      tell(long ? "copy_for_mail" : "copy_by_hand");
    }
  };

  const start = () => {
    const own = Object.keys(facts.words);
    for (const code of own) {
      const button = element("button", facts.languages[code].name, { type: "button", lang: code });
      button.addEventListener("click", () => speak(code));
      document.querySelector(".tongues").append(button);
    }
    document.querySelector(".tongues").hidden = own.length < 2;
    for (const name of fields) {
      find(name).addEventListener("input", () => {
        fill();
        if (name === "country") reach();
        if (isWrong(name)) judge(name);
      });
      if (name !== "personal") find(name).addEventListener("change", () => { if (typed(name)) judge(name); });
    }
    find("desk").addEventListener("submit", (event) => event.preventDefault());
    find("print").addEventListener("click", () => { if (ready()) window.print(); });
    find("copy").addEventListener("click", () => { if (ready()) copyText(false); });
    find("mail").addEventListener("click", (event) => {
      if (!ready()) event.preventDefault();
      else if (!find("mail").href.includes("&body=")) copyText(true);
    });
    // On a device that others use as well, nothing is left for whoever goes back to the page.
    window.addEventListener("pagehide", () => {
      for (const name of [...fields, "text"]) if (name !== "country") find(name).value = "";
    });
    window.addEventListener("pageshow", show);
    let title = "";
    window.addEventListener("beforeprint", () => {
      judgeDay();
      title = document.title;
      document.title = subjectOf(letter()); // browsers name the file by it
    });
    window.addEventListener("afterprint", () => { document.title = title; });

    const wanted = navigator.languages.map((language) => language.split("-"));
    const [first] = wanted.map(([code]) => code).filter((code) => own.includes(code));
    const written = facts.letters.map((one) => one.language);
    if (written.includes(first)) chosen.language = first;
    document.documentElement.classList.add("filled");
    find("desk").hidden = false;
    speak(first || tongue);
    const region = wanted.map((parts) => parts[parts.length - 1]).find((code) => code in facts.countries);
    find("country").value = region || "";
    show();
    document.fonts.load('8.5pt "Letterhead Serif"');
  };

  start();
})();
