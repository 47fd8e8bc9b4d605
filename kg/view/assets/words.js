// The page's own words, in the order of `languages`; names and sentences of articles stay in their own script.

const languages = ["zh-Hans", "zh-Hant", "en"];

const words = {
  title: ["新闻知识图谱", "新聞知識圖譜", "News knowledge graph"],
  tools: ["工具", "工具", "Tools"],
  skipToTable: ["跳到表格", "跳到表格", "Skip to the table"],
  search: ["搜索名称、别名、拼音  ( / )", "搜尋名稱、別名、拼音  ( / )", "Search name, alias or pinyin  ( / )"],
  searchLabel: ["搜索实体", "搜尋實體", "Search entities"],
  nothingFound: ["没有找到", "沒有找到", "Nothing found"],
  filters: ["筛选", "篩選", "Filters"],
  classes: ["类型", "類型", "Types"],
  relations: ["关系", "關係", "Relations"],
  time: ["时间", "時間", "Time"],
  timeFrom: ["从", "從", "From"],
  timeTo: ["到", "到", "To"],
  confidence: ["可信度", "可信度", "Confidence"],
  atLeast: ["至少 {n}%", "至少 {n}%", "at least {n}%"],
  sources: ["来源", "來源", "Sources"],
  unknownSource: ["未知来源", "未知來源", "Unknown source"],
  all: ["全选", "全選", "All"],
  none: ["全不选", "全不選", "None"],
  reset: ["清除筛选", "清除篩選", "Clear filters"],
  communities: ["社群", "社群", "Communities"],
  community: ["社群", "社群", "Community"],
  communityName: ["{name} 等 {n} 个", "{name} 等 {n} 個", "{name} and others, {n}"],
  moreMembers: ["另有 {n} 个，其中 {rest} 个未画出", "另有 {n} 個，其中 {rest} 個未畫出", "{n} more"],
  path: ["路径", "路徑", "Path"],
  pathTitle: ["两个实体之间的最短路径", "兩個實體之間的最短路徑", "Shortest path between two entities"],
  pathStart: ["起点", "起點", "From"],
  pathEnd: ["终点", "終點", "To"],
  findPath: ["查找路径", "尋找路徑", "Find path"],
  noPath: ["两者之间没有路径", "兩者之間沒有路徑", "No path between the two"],
  pathChoose: ["请先选定起点和终点", "請先選定起點和終點", "Choose both ends first"],
  pathFound: ["{n} 步", "{n} 步", "{n} steps"],
  table: ["表格", "表格", "Table"],
  tableTitle: ["以表格显示 (t)", "以表格顯示 (t)", "Show as a table (t)"],
  entities: ["实体", "實體", "Entities"],
  undo: ["撤销", "復原", "Undo"],
  undoTitle: ["撤销上一步 (Ctrl+Z)", "復原上一步 (Ctrl+Z)", "Take back the last step (Ctrl+Z)"],
  exportMenu: ["导出", "匯出", "Export"],
  exportPng: ["图片 PNG", "圖片 PNG", "Picture, PNG"],
  exportSvg: ["矢量图 SVG", "向量圖 SVG", "Drawing, SVG"],
  exportCsv: ["表格 CSV", "表格 CSV", "Table, CSV"],
  language: ["界面语言", "介面語言", "Language"],
  theme: ["深色或浅色", "深色或淺色", "Dark or light"],
  help: ["帮助", "說明", "Help"],
  picture: ["图", "圖", "Picture"],
  pictureHint: [
    "图谱。方向键选择相邻实体，回车查看，按 t 改用表格。",
    "圖譜。方向鍵選擇相鄰實體，Enter 查看，按 t 改用表格。",
    "The graph. Arrow keys choose a neighbour, Enter opens it, t shows the table instead.",
  ],
  zoomIn: ["放大 (+)", "放大 (+)", "Zoom in (+)"],
  zoomOut: ["缩小 (-)", "縮小 (-)", "Zoom out (-)"],
  fit: ["全部显示 (0)", "全部顯示 (0)", "Show everything (0)"],
  details: ["详情", "詳情", "Details"],
  close: ["关闭", "關閉", "Close"],
  aliases: ["别名", "別名", "Also called"],
  facts: ["事实", "事實", "Facts"],
  articles: ["文章", "文章", "Articles"],
  moreArticles: ["另有 {n} 篇", "另有 {n} 篇", "{n} more"],
  expand: ["展开", "展開", "Expand"],
  expandMore: ["展开 {n} 个", "展開 {n} 個", "show {n}"],
  hide: ["隐藏", "隱藏", "Hide"],
  pin: ["固定", "固定", "Pin"],
  unpin: ["取消固定", "取消固定", "Unpin"],
  pathFrom: ["由此出发", "由此出發", "Path from here"],
  center: ["居中", "置中", "Center"],
  words: ["原文", "原文", "Words"],
  evidence: ["原文依据", "原文依據", "Evidence"],
  noEvidence: ["没有原文句子", "沒有原文句子", "No sentence is given"],
  claim: ["说法 {n}", "說法 {n}", "Statement {n}"],
  noRelations: ["没有关系", "沒有關係", "No relations"],
  untitled: ["无标题", "無標題", "Untitled"],
  subject: ["主体", "主體", "Subject"],
  relation: ["关系", "關係", "Relation"],
  object: ["客体", "客體", "Object"],
  name: ["名称", "名稱", "Name"],
  type: ["类型", "類型", "Type"],
  qualifiers: ["限定", "限定", "Qualifiers"],
  date: ["日期", "日期", "Date"],
  article: ["文章", "文章", "Article"],
  source: ["来源", "來源", "Source"],
  quote: ["原句", "原句", "Sentence"],
  link: ["链接", "連結", "Link"],
  moreRows: ["再显示 {n} 行", "再顯示 {n} 列", "Show {n} more rows"],
  hiddenOnes: ["已隐藏 {n}", "已隱藏 {n}", "{n} hidden"],
  showAgain: ["恢复", "恢復", "Show again"],
  looseOnes: ["{n} 个没有关系", "{n} 個沒有關係", "{n} without relations"],
  show: ["显示", "顯示", "Show"],
  showLoose: ["显示没有关系的实体", "顯示沒有關係的實體", "Show entities without relations"],
  hideLoose: ["隐藏没有关系的实体", "隱藏沒有關係的實體", "Hide entities without relations"],
  status: [
    "{nodes} 个实体 · {lines} 条关系 · 共 {total}",
    "{nodes} 個實體 · {lines} 條關係 · 共 {total}",
    "{nodes} entities · {lines} relations · {total} in all",
  ],
  loading: ["正在载入全部数据…", "正在載入全部資料…", "Loading the rest…"],
  broken: [
    "无法读取页面中的数据，请换用较新的浏览器。",
    "無法讀取頁面中的資料，請改用較新的瀏覽器。",
    "The data inside this page can't be read: try a newer browser.",
  ],
  emptyGraph: ["图谱中没有实体", "圖譜中沒有實體", "The graph holds no entity"],
  allFiltered: ["没有符合筛选条件的实体", "沒有符合篩選條件的實體", "No entity passes the filters"],
  expanded: ["展开了 {n} 个，还有 {rest} 个", "展開了 {n} 個，還有 {rest} 個", "{n} shown, {rest} more"],
  nothingToExpand: ["没有更多相邻实体", "沒有更多相鄰實體", "No further neighbours"],
  hidden: ["已隐藏 {name}", "已隱藏 {name}", "{name} is hidden"],
  pinned: ["已固定 {name}", "已固定 {name}", "{name} is pinned"],
  unpinned: ["已取消固定 {name}", "已取消固定 {name}", "{name} is no longer pinned"],
  undone: ["已撤销", "已復原", "Taken back"],
  helpTitle: ["使用说明", "使用說明", "How to use this page"],
  helpSearch: ["搜索", "搜尋", "Search"],
  helpClick: ["查看实体或关系的原文", "查看實體或關係的原文", "See an entity or the words behind a relation"],
  helpExpand: ["展开相邻实体", "展開相鄰實體", "Bring in neighbours"],
  helpMove: ["移动", "移動", "Move"],
  helpArrows: ["选择相邻实体", "選擇相鄰實體", "Go to the entity in that direction"],
  helpEscape: ["关闭面板", "關閉面板", "Close the panel"],
  click: ["单击", "點擊", "Click"],
  doubleClick: ["双击", "雙擊", "Double-click"],
  drag: ["拖动", "拖曳", "Drag"],
};

let language = preferredLanguage();

function preferredLanguage() {
  for (const wanted of navigator.languages || []) {
    if (/^zh\b.*\b(hant|tw|hk|mo)\b/i.test(wanted)) return "zh-Hant";
    if (/^zh\b/i.test(wanted)) return "zh-Hans";
    if (/^en\b/i.test(wanted)) return "en";
  }
  return "en";
}

function say(key, values = {}) {
  const text = words[key][languages.indexOf(language)];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

// A term of the ontology is [name, zh-Hans, zh-Hant, en, colour, parent, icon, symmetric]; a missing label falls back to another.
function termLabel(term) {
  const own = term[1 + languages.indexOf(language)];
  return own || term[1] || term[2] || term[3] || term[0];
}

function sayStaticWords() {
  document.documentElement.lang = language;
  for (const [attribute, put] of [
    [
      "data-say",
      (element, text) => {
        element.textContent = text;
      },
    ],
    ["data-say-label", (element, text) => element.setAttribute("aria-label", text)],
    ["data-say-placeholder", (element, text) => element.setAttribute("placeholder", text)],
    ["data-say-title", (element, text) => element.setAttribute("title", text)],
  ]) {
    for (const element of document.querySelectorAll(`[${attribute}]`))
      put(element, say(element.getAttribute(attribute)));
  }
}
