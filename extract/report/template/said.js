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
    duplicate: "duplicate", noDate: "no date", back: "‹ All articles", source: "source", articleAt: (n, all) => `Article ${n} of ${all}`, hit: (n, all) => `Hit ${n} of ${all}`,
    previousArticle: "Previous article", nextArticle: "Next article", previousHit: "Previous hit", nextHit: "Next hit",
    text: "Text", finds: "Finds", notes: "Notes", nothing: "Nothing was found in this article, or its kinds are switched off.",
    isDuplicate: "This article has the same text as an earlier one, which holds its finds.", openThat: "Open that article",
    noText: "The text of this article is not in the report, so only the tables are shown. Make the report again with --articles and the files that the records were made from.",
    earlier: "Show earlier", later: (n) => `Show more of ${n}`, mentions: "further mentions", former: "former", against: "against", of: "of",
    all: (n) => `All ${n}`, more: "Show more", within: (what) => `Find in: ${what}`, allArticles: (n) => `All articles (${n})`, remove: (what) => `Remove the filter ${what}`,
    outside: (n) => `${n} outside these years`, byArticles: "articles", bySpans: "different spans", publishedWhen: "Published", datesIn: "Dates in the texts",
    choose: "Point at a find, or choose one, to see what it means.", close: "Close",
    keySearch: "search", keyArticles: "next and previous article", keyFinds: "next and previous find in the text", keyHits: "next and previous hit of the search",
    keyEnter: "from a find to its row in the tables, and back", keyOverview: "overview", keyEscape: "close, leave the field",
    person: "Person", office: "Office", organization: "Organisation", place: "Place", province: "Province", provinceMap: "Map of the provinces as they are today: the darker, the more articles", title_kind: "Kind of title", figure: "Kind of statistic", unit: "Unit", subject: "What is measured",
    award: "Award", giver: "Giver", document: "Document", issuer: "Issuer", issued: "of", provision: "cited", section: "Section", year: "Year",
    name: "Name", titles: "Titles", value: "Value", words: "In the text", whatOfWhom: "Of what and whom", fromAndTo: "From and to",
    days: "days", type: "type", code: "code", measures: "measures", entity: "of", kind: "kind", before: "before", after: "after", base: "compared with", period: "period",
    for_: "for", givenBy: "given by", presentedBy: "presented by", recipients: "to", number: "number", reason: "for", day: "day", role: "role", heldBy: "held by",
    inferred: "year concluded from the article", yes: "yes", giverShort: "giver", presenter: "presenter", recipient: "recipient", holder: "holder", title: "title", mention: "name",
    extract: "Extract", whatSays: "What does an article say?", textOfArticle: "Text of the article", headline: "Headline", openFiles: "Open files", tryExample: "Try an example",
    pasteHint: "Paste a Vietnamese article, or drop files here: texts, web pages, spreadsheets, dumps, archives, or records of a run. They stay on this computer.",
    appSilent: "The app does not answer; is vn-extract serve still running?", noTextYet: "There is no text yet.", tooBig: (n) => `This is too large: at most ${n} MB.`, readingNow: "Reading …",
    sending: "Sending …", stop: "Stop", state_stopped: "stopped", state_waiting: "waiting", state_reading: "reading", state_writing: "making the report", state_done: "done", soFar: (n, state) => `${n}, ${state}`,
    openReport: (n) => `Open the report of ${n}`, rejected: (n) => `${n} pieces could not be read`, json: "Record", copyJson: "Copy", save_: "Save", editText: "Change the text", correct: "Correct", why: "Why?",
    noGrammar: "No grammar was asked here: the rule above matches words as they stand.", grammar: (name) => `Grammar ${name}`, noProduction: "No production matches.",
    newWords: "Words of the text", howToCorrect: "Select words in the text, or write them, and say what they are (keys 1–6). Choose a find to change it: Shift with ← → moves its end, Alt and Shift its start, Delete removes it.",
    lookedThrough: "Looked through, and all there:", nothingLooked: "Tick what you have looked through: only of that it says what there is.", notInText: "These words are not in the text.",
    keepGold: "Keep as gold", saveGold: "Save", keptAs: (name) => `Kept as ${name}`, newOwner: "another",
    document_code: "code of number", document_date: "issued on", document_subject: "about", posthumous: "posthumous", start: "Start", end: "End", removeFind: "Remove",
    value_max: "up to", total: "of all", modifier: "modifier", change: "change", grade: "grade", quantity: "number",
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
    duplicate: "trùng", noDate: "không rõ ngày", back: "‹ Tất cả các bài", source: "nguồn", articleAt: (n, all) => `Bài ${n} trên ${all}`, hit: (n, all) => `Chỗ ${n} trên ${all}`,
    previousArticle: "Bài trước", nextArticle: "Bài sau", previousHit: "Chỗ trước", nextHit: "Chỗ sau",
    text: "Bài", finds: "Kết quả", notes: "Ghi chú", nothing: "Không tìm thấy gì trong bài này, hoặc các loại đã bị tắt.",
    isDuplicate: "Bài này giống hệt một bài trước; kết quả nằm ở bài đó.", openThat: "Mở bài đó",
    noText: "Báo cáo không có văn bản của bài này nên chỉ hiện các bảng. Hãy tạo lại báo cáo với --articles và các tệp đã dùng.",
    earlier: "Hiện phần trước", later: (n) => `Hiện thêm trong ${n}`, mentions: "những lần nhắc khác", former: "nguyên", against: "so với", of: "của",
    all: (n) => `Tất cả ${n}`, more: "Hiện thêm", within: (what) => `Tìm trong: ${what}`, allArticles: (n) => `Mọi bài (${n})`, remove: (what) => `Bỏ bộ lọc ${what}`,
    outside: (n) => `${n} ngoài các năm này`, byArticles: "bài", bySpans: "khoảng khác nhau", publishedWhen: "Ngày đăng", datesIn: "Thời gian trong bài",
    choose: "Rê chuột hoặc chọn một kết quả để xem ý nghĩa.", close: "Đóng",
    keySearch: "tìm", keyArticles: "bài sau và bài trước", keyFinds: "kết quả sau và trước trong bài", keyHits: "chỗ tìm thấy sau và trước",
    keyEnter: "từ kết quả đến dòng trong bảng, và ngược lại", keyOverview: "tổng quan", keyEscape: "đóng, rời ô",
    person: "Người", office: "Chức vụ", organization: "Cơ quan", place: "Địa bàn", province: "Tỉnh, thành phố", provinceMap: "Bản đồ các tỉnh, thành phố hiện nay: càng đậm càng nhiều bài", title_kind: "Loại chức danh", figure: "Loại số liệu", unit: "Đơn vị", subject: "Chỉ tiêu",
    award: "Giải thưởng", giver: "Bên trao", document: "Văn bản", issuer: "Cơ quan ban hành", issued: "ngày", provision: "trích", section: "Chuyên mục", year: "Năm",
    name: "Tên", titles: "Chức danh", value: "Giá trị", words: "Trong bài", whatOfWhom: "Về cái gì, của ai", fromAndTo: "Ai trao, cho ai",
    days: "các ngày", type: "kiểu", code: "mã", measures: "chỉ tiêu", entity: "của", kind: "loại", before: "trước", after: "sau", base: "so với", period: "thời kỳ",
    for_: "cho", givenBy: "bên trao", presentedBy: "người trao", recipients: "cho", number: "số lượng", reason: "vì", day: "ngày", role: "chức vụ", heldBy: "của",
    inferred: "năm được suy ra từ bài", yes: "có", giverShort: "bên trao", presenter: "người trao", recipient: "bên nhận", holder: "người giữ", title: "chức danh", mention: "tên",
    extract: "Trích xuất", whatSays: "Bài báo nói gì?", textOfArticle: "Văn bản của bài", headline: "Tiêu đề", openFiles: "Mở tệp", tryExample: "Thử một ví dụ",
    pasteHint: "Dán một bài báo tiếng Việt, hoặc thả tệp vào đây: văn bản, trang web, bảng tính, kho bài, tệp nén, hoặc bản ghi đã trích xuất. Tất cả ở lại trên máy này.",
    appSilent: "Ứng dụng không trả lời; vn-extract serve còn chạy không?", noTextYet: "Chưa có văn bản.", tooBig: (n) => `Quá lớn: nhiều nhất ${n} MB.`, readingNow: "Đang đọc …",
    sending: "Đang gửi …", stop: "Dừng", state_stopped: "đã dừng", state_waiting: "đang chờ", state_reading: "đang đọc", state_writing: "đang tạo báo cáo", state_done: "xong", soFar: (n, state) => `${n}, ${state}`,
    openReport: (n) => `Mở báo cáo của ${n}`, rejected: (n) => `${n} phần không đọc được`, json: "Bản ghi", copyJson: "Chép", save_: "Lưu", editText: "Sửa văn bản", correct: "Sửa kết quả", why: "Vì sao?",
    noGrammar: "Ở đây không hỏi ngữ pháp nào: quy tắc trên khớp đúng các từ.", grammar: (name) => `Ngữ pháp ${name}`, noProduction: "Không có luật nào khớp.",
    newWords: "Các từ trong bài", howToCorrect: "Chọn các từ trong bài, hoặc viết chúng ra, rồi nói chúng là gì (phím 1–6). Chọn một kết quả để sửa: Shift với ← → dời chỗ cuối, Alt và Shift dời chỗ đầu, Delete xóa.",
    keepGold: "Giữ làm mẫu chuẩn", saveGold: "Lưu", keptAs: (name) => `Đã giữ trong ${name}`, newOwner: "khác",
    lookedThrough: "Đã xem hết và đủ:", nothingLooked: "Hãy đánh dấu những loại đã xem hết: chỉ các loại đó được ghi là đủ.", notInText: "Các từ này không có trong bài.",
    document_code: "ký hiệu", document_date: "ban hành ngày", document_subject: "về việc", posthumous: "truy tặng", start: "Đầu", end: "Cuối", removeFind: "Xóa",
    value_max: "đến", total: "trên tổng", modifier: "mức", change: "tăng giảm", grade: "hạng", quantity: "số lượng",
    control: (name) => `ký tự điều khiển ${name}`, broken: "Không đọc được dữ liệu của trang này; tệp có đủ không, trình duyệt có từ năm 2023 trở đi không?",
  },
};
// What records call by code.
const CODES = {
  vi: {
    rank: "quân hàm, cấp bậc", party: "đảng", state: "nhà nước", legislature: "dân cử", judiciary: "tư pháp", mass_organization: "đoàn thể", management: "quản lý", academic: "học hàm, học vị",
    honour: "danh hiệu", religious: "tôn giáo", foreign: "nước ngoài", percentage: "tỷ lệ phần trăm", count: "số lượng", money: "tiền", measure: "số đo", ratio: "tỷ số",
    date: "ngày, tháng, năm", time: "giờ", interval: "khoảng", duration: "độ dài", increase: "tăng", decrease: "giảm", approx: "khoảng", more_than: "hơn", less_than: "dưới", equal_or_more: "từ … trở lên", equal_or_less: "đến", 
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

/** The name of one or of many of a kind, and what stands for it where there is no colour. */
const letterOf = (kind) => kinds[kind].letter[LANGUAGES.indexOf(language)];
const kindName = (kind) => kinds[kind].label[LANGUAGES.indexOf(language)];
const groupName = (group) => kinds[groups[group][0]].plural[LANGUAGES.indexOf(language)];

/** Speak `chosen`, and have everything that stands in the page's own markup, and in other parts, say so. */
function speak(chosen, ...parts) {
  language = chosen;
  document.documentElement.lang = chosen;
  const all = (selector) => [document, ...parts].flatMap((part) => [...part.querySelectorAll(selector)]);
  for (const element of all("[data-said]")) element.textContent = t(element.dataset.said);
  for (const element of all("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  for (const element of all("[data-placeholder]")) element.placeholder = t(element.dataset.placeholder);
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
