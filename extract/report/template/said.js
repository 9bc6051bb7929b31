// What the page says, in English and in Vietnamese: the browser's language, until the reader switches.

const SAID = {
  en: {
    skip: "Skip to the article", searchLabel: "Search headlines, names, titles, awards and texts", searchHere: "Search: words, \"phrases\"",
    keys: "Keys", other: "Tiếng Việt", kindsShown: "Kinds shown", filters: "Filters", articles: "Articles", overview: "Overview", newArticle: "New article",
    date: "Date", published: "published", mentioned: "mentioned", from: "from", to: "to", clear: "Clear search and filters", order: "Order of the articles",
    file: "As in the file", newest: "Newest first", oldest: "Oldest first", most: "Most finds first", reading: "Reading the data …",
    save: "Save", saveCsv: "Save as CSV: a line for each find", saveJsonl: "Save as JSONL: the records", copy: "Copy the table", copied: "Copied", saving: "Collecting …",
    article: (n) => (n === 1 ? "article" : "articles"), ofAll: (n, all) => `${n} of ${all}`,
    noHit: "No article passes this search and these filters.", none: "There are no articles in this report.", noHeadline: "(no headline)",
    duplicate: "duplicate", noDate: "no date", back: "‹ All articles", source: "source", place: (n, all) => `Article ${n} of ${all}`, hit: (n, all) => `Hit ${n} of ${all}`,
    previousArticle: "Previous article", nextArticle: "Next article", previousHit: "Previous hit", nextHit: "Next hit",
    text: "Text", finds: "Finds", notes: "Notes", nothing: "Nothing was found in this article, or its kinds are switched off.",
    isDuplicate: "This article has the same text as an earlier one, which holds its finds.", openThat: "Open that article",
    noText: "The text of this article is not in the report, so only the tables are shown. Make the report again with --articles and the files that the records were made from.",
    earlier: "Show earlier", later: (n) => `Show more of ${n}`, ofMany: (n) => `of ${n}`, mentions: "further mentions", former: "former", against: "against", of: "of",
    all: (n) => `All ${n}`, more: "Show more", within: (what) => `Find in: ${what}`, allArticles: (n) => `All articles (${n})`, remove: (what) => `Remove the filter ${what}`,
    outside: (n) => `${n} outside these years`, byArticles: "articles", bySpans: "different spans", publishedWhen: "Published", datesIn: "Dates in the texts",
    choose: "Point at a find, or choose one, to see what it means.", close: "Close", file_: "file", rule: "rule", rest: "here too",
    keySearch: "search", keyArticles: "next and previous article", keyFinds: "next and previous find in the text", keyHits: "next and previous hit of the search",
    keyEnter: "from a find to its row in the tables, and back", keyOverview: "overview", keyEscape: "close, leave the field",
    person: "Person", office: "Office", organization: "Organisation", title_kind: "Kind of title", figure: "Kind of statistic", unit: "Unit", subject: "What is measured",
    award: "Award", giver: "Giver", section: "Section", year: "Year",
    name: "Name", titles: "Titles", value: "Value", words: "In the text", whatOfWhom: "Of what and whom", fromAndTo: "From and to",
    days: "days", type: "type", code: "code", measures: "measures", entity: "of", kind: "kind", before: "before", after: "after", base: "compared with", period: "period",
    for_: "for", givenBy: "given by", presentedBy: "presented by", recipients: "to", number: "number", reason: "for", day: "day", role: "role", heldBy: "held by",
    inferred: "year concluded from the article", yes: "yes", giverShort: "giver", presenter: "presenter", recipient: "recipient", holder: "holder", title: "title", mention: "name",
    control: (name) => `control character ${name}`, broken: "This page's data cannot be read; is the file whole, and the browser from 2023 or later?",
  },
  vi: {
    skip: "Đến bài báo", searchLabel: "Tìm trong tiêu đề, tên người, chức danh, giải thưởng và bài", searchHere: "Tìm: từ, \"cụm từ\"",
    keys: "Phím tắt", other: "English", kindsShown: "Loại được hiện", filters: "Bộ lọc", articles: "Các bài", overview: "Tổng quan", newArticle: "Bài mới",
    date: "Ngày", published: "đăng", mentioned: "nhắc đến", from: "từ", to: "đến", clear: "Xóa tìm kiếm và bộ lọc", order: "Thứ tự các bài",
    file: "Như trong tệp", newest: "Mới nhất trước", oldest: "Cũ nhất trước", most: "Nhiều kết quả trước", reading: "Đang đọc dữ liệu …",
    save: "Lưu", saveCsv: "Lưu CSV: mỗi kết quả một dòng", saveJsonl: "Lưu JSONL: các bản ghi", copy: "Chép bảng", copied: "Đã chép", saving: "Đang gom …",
    article: () => "bài", ofAll: (n, all) => `${n} trên ${all}`,
    noHit: "Không có bài nào hợp với tìm kiếm và bộ lọc này.", none: "Báo cáo này không có bài nào.", noHeadline: "(không có tiêu đề)",
    duplicate: "trùng", noDate: "không rõ ngày", back: "‹ Tất cả các bài", source: "nguồn", place: (n, all) => `Bài ${n} trên ${all}`, hit: (n, all) => `Chỗ ${n} trên ${all}`,
    previousArticle: "Bài trước", nextArticle: "Bài sau", previousHit: "Chỗ trước", nextHit: "Chỗ sau",
    text: "Bài", finds: "Kết quả", notes: "Ghi chú", nothing: "Không tìm thấy gì trong bài này, hoặc các loại đã bị tắt.",
    isDuplicate: "Bài này giống hệt một bài trước; kết quả nằm ở bài đó.", openThat: "Mở bài đó",
    noText: "Báo cáo không có văn bản của bài này nên chỉ hiện các bảng. Hãy tạo lại báo cáo với --articles và các tệp đã dùng.",
    earlier: "Hiện phần trước", later: (n) => `Hiện thêm trong ${n}`, ofMany: (n) => `trên ${n}`, mentions: "những lần nhắc khác", former: "nguyên", against: "so với", of: "của",
    all: (n) => `Tất cả ${n}`, more: "Hiện thêm", within: (what) => `Tìm trong: ${what}`, allArticles: (n) => `Mọi bài (${n})`, remove: (what) => `Bỏ bộ lọc ${what}`,
    outside: (n) => `${n} ngoài các năm này`, byArticles: "bài", bySpans: "khoảng khác nhau", publishedWhen: "Ngày đăng", datesIn: "Thời gian trong bài",
    choose: "Rê chuột hoặc chọn một kết quả để xem ý nghĩa.", close: "Đóng", file_: "tệp", rule: "quy tắc", rest: "cũng ở đây",
    keySearch: "tìm", keyArticles: "bài sau và bài trước", keyFinds: "kết quả sau và trước trong bài", keyHits: "chỗ tìm thấy sau và trước",
    keyEnter: "từ kết quả đến dòng trong bảng, và ngược lại", keyOverview: "tổng quan", keyEscape: "đóng, rời ô",
    person: "Người", office: "Chức vụ", organization: "Cơ quan", title_kind: "Loại chức danh", figure: "Loại số liệu", unit: "Đơn vị", subject: "Chỉ tiêu",
    award: "Giải thưởng", giver: "Bên trao", section: "Chuyên mục", year: "Năm",
    name: "Tên", titles: "Chức danh", value: "Giá trị", words: "Trong bài", whatOfWhom: "Về cái gì, của ai", fromAndTo: "Ai trao, cho ai",
    days: "các ngày", type: "kiểu", code: "mã", measures: "chỉ tiêu", entity: "của", kind: "loại", before: "trước", after: "sau", base: "so với", period: "thời kỳ",
    for_: "cho", givenBy: "bên trao", presentedBy: "người trao", recipients: "cho", number: "số lượng", reason: "vì", day: "ngày", role: "chức vụ", heldBy: "của",
    inferred: "năm được suy ra từ bài", yes: "có", giverShort: "bên trao", presenter: "người trao", recipient: "bên nhận", holder: "người giữ", title: "chức danh", mention: "tên",
    control: (name) => `ký tự điều khiển ${name}`, broken: "Không đọc được dữ liệu của trang này; tệp có đủ không, trình duyệt có từ năm 2023 trở đi không?",
  },
};
// What records call by code.
const CODES = {
  vi: {
    rank: "quân hàm, cấp bậc", party: "đảng", state: "nhà nước", legislature: "dân cử", judiciary: "tư pháp", mass_organization: "đoàn thể", management: "quản lý", academic: "học hàm, học vị",
    honour: "danh hiệu", religious: "tôn giáo", foreign: "nước ngoài", percentage: "tỷ lệ phần trăm", count: "số lượng", money: "tiền", measure: "số đo", ratio: "tỷ số",
    date: "ngày, tháng, năm", time: "giờ", interval: "khoảng", duration: "độ dài", increase: "tăng", decrease: "giảm",
  },
  en: { mass_organization: "mass organisation" },
};

const LANGUAGES = Object.keys(SAID);
const REMEMBERED = "vn-extract-language";
let language = LANGUAGES[0];

/** The words for `name`; some take numbers or words. */
function t(name, ...values) {
  const said = name in SAID[language] ? SAID[language][name] : name.replaceAll("_", " ");
  return typeof said === "function" ? said(...values) : said;
}

const coded = (code) => CODES[language][code] || code.replace("_", " ");

const FORMATS = { en: new Intl.NumberFormat("en-US", { maximumFractionDigits: 6 }), vi: new Intl.NumberFormat("vi-VN", { maximumFractionDigits: 6 }) };
const number = (value) => FORMATS[language].format(value);
const counted = (count, name = "article") => `${number(count)} ${t(name, count)}`;

/** The name of one or of many of a kind. */
const kindName = (kind) => kinds[kind].label[LANGUAGES.indexOf(language)];
const groupName = (group) => kinds[groups[group][0]].plural[LANGUAGES.indexOf(language)];

/** Speak `chosen`, and have everything that stands in the page's own markup say so. */
function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen;
  for (const element of document.querySelectorAll("[data-said]")) element.textContent = t(element.dataset.said);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = t(element.dataset.placeholder);
}

/** The language that was chosen before, else the first of the browser's that the page speaks. */
function firstLanguage() {
  let before = null;
  try {
    before = localStorage.getItem(REMEMBERED);
  } catch { /* a browser may refuse pages to remember anything */ }
  const wanted = [before, ...navigator.languages.map((one) => one.slice(0, 2))];
  return wanted.find((one) => LANGUAGES.includes(one)) || LANGUAGES[0];
}

function remember(chosen) {
  try {
    localStorage.setItem(REMEMBERED, chosen);
  } catch { /* then it holds for this visit */ }
}
