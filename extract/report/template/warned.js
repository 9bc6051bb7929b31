// The records' warnings in Vietnamese. Records carry them in English; what a warning names stands in both.

const DAYS = { Monday: "thứ Hai", Tuesday: "thứ Ba", Wednesday: "thứ Tư", Thursday: "thứ Năm", Friday: "thứ Sáu", Saturday: "thứ Bảy", Sunday: "Chủ nhật" };
const WARNINGS = [
  [/^text was converted from (.+)$/, (encoding) => `văn bản được chuyển mã từ ${encoding}`],
  [/^text looks like another language or Vietnamese without its marks: little is found$/, () => "văn bản có vẻ là tiếng khác hoặc tiếng Việt không dấu: tìm được rất ít"],
  [/^published (.+) cannot be read as a day: left aside$/, (given) => `không đọc được ngày đăng ${given}: bỏ qua`],
  [/^published unknown: (\d+) dates? left without a year$/, (count) => `không rõ ngày đăng: ${count} mốc thời gian không rõ năm`],
  [/^published unknown: the year of (\d+) dates? was inferred$/, (count) => `không rõ ngày đăng: năm của ${count} mốc thời gian được suy ra`],
  [/^there is no day (.+)$/, (day) => `không có ngày ${day}`],
  [/^(.+) is no (\w+day)$/, (day, weekday) => `${day} không phải ${DAYS[weekday]}`],
  [/^title '(.+)' read as '(.+)'$/, (title, read) => `chức danh “${title}” được hiểu là “${read}”`],
  [/^document '(.+?)': (.+)$/, (document, doubt) => `văn bản “${document}”: ${inVietnamese(doubt)}`],
  [/^its code is that of a (.+)$/, (type) => `ký hiệu là của loại ${type}`],
  [/^its year is before (\d+)$/, (year) => `năm trước ${year}`],
  [/^its year is behind the day of publication$/, () => "năm sau ngày đăng bài"],
  [/^its code is that of (.+), but (.+) alone issues it$/, (issuer, only) => `ký hiệu là của ${issuer}, nhưng chỉ ${only} ban hành loại này`],
  [/^the National Assembly of its code, number (\d+), did not sit in (\d+)$/, (term, year) => `Quốc hội khóa ${term} trong ký hiệu không họp năm ${year}`],
  [/^it is said to be of (.+)$/, (day) => `bài viết rằng ban hành ngày ${day}`],
  [/^id (.+) is that of an earlier article too: this one became (.+)$/, (given, became) => `mã ${given} đã có ở bài trước: bài này thành ${became}`],
  [/^the id has (\d+) characters: it is cut and ends in a digest of all$/, (count) => `mã dài ${count} ký tự: được cắt và kết thúc bằng mã băm của toàn bộ`],
  [/^the id has characters that databases do not take: they became U\+FFFD$/, () => "mã có ký tự mà cơ sở dữ liệu không nhận: thay bằng U+FFFD"],
  [/^(\d+) cells in a table of (\d+) columns; check its quotes$/, (cells, columns) => `${cells} ô trong bảng ${columns} cột; hãy xem lại dấu ngoặc kép`],
  [/^(\d+) lines '(.+?)' part the text; if they part articles, --split '.+' reads each for itself$/, (count, mark) => `${count} dòng “${mark}” chia văn bản; nếu chúng chia các bài, --split '${mark}' đọc riêng từng bài`],
  [/^the page looks like a list of articles, not like one$/, () => "trang có vẻ là một danh sách bài, không phải một bài"],
];

/** A warning in Vietnamese; one that nobody has translated stays as it is. */
function inVietnamese(warning) {
  for (const [pattern, words] of WARNINGS) {
    const found = warning.match(pattern);
    if (found) return words(...found.slice(1));
  }
  // What came to one article from its file and from the run is one warning.
  const parts = warning.split("; ");
  for (let end = 1; end < parts.length; end += 1) {
    const first = parts.slice(0, end).join("; ");
    if (WARNINGS.some(([pattern]) => pattern.test(first))) return `${inVietnamese(first)}; ${inVietnamese(parts.slice(end).join("; "))}`;
  }
  return warning;
}

const warned = (warning) => (language === "vi" ? inVietnamese(warning) : warning);
