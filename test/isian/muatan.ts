// Hostile texts for every field, and ways to see whether a page let one of them out of its place.

const script = ['<script>window.__xss=1</script>', '"><script>window.__xss=1</script>', "'><script>window.__xss=1</script>", '</textarea><script>window.__xss=1</script>', '</title><script>window.__xss=1</script>',
  '</script><script>window.__xss=1</script>', '<scr<script>ipt>window.__xss=1</scr</script>ipt>', '<SCRIPT SRC=//x.invalid/x.js></SCRIPT>', '<script\x0b>window.__xss=1</script>', '<!--><script>window.__xss=1</script>-->',
  '<img src=x onerror=window.__xss=1>', '"><img src=x onerror=window.__xss=1>', '<svg onload=window.__xss=1>', '<svg><animate onbegin=window.__xss=1 attributeName=x dur=1s>', '<svg><script>window.__xss=1</script></svg>',
  '<body onload=window.__xss=1>', '<iframe srcdoc="<script>parent.__xss=1</script>">', '<iframe src=javascript:parent.__xss=1>', '<object data=javascript:window.__xss=1>', '<embed src=javascript:window.__xss=1>',
  '<details open ontoggle=window.__xss=1>', '<input autofocus onfocus=window.__xss=1>', '" autofocus onfocus="window.__xss=1', "' autofocus onfocus='window.__xss=1", '` onmouseover=window.__xss=1 x=`', '<video><source onerror=window.__xss=1>',
  '<a href="javascript:window.__xss=1">klik</a>', 'javascript:window.__xss=1', 'JaVaScRiPt&colon;window.__xss=1', 'data:text/html,<script>window.__xss=1</script>', 'vbscript:msgbox(1)', '<math><mi//xlink:href="data:x,<script>window.__xss=1</script>">',
  '<form action=//x.invalid><button>Masuk</button></form>', '<base href=//x.invalid/>', '<meta http-equiv=refresh content="0;url=//x.invalid">', '<link rel=stylesheet href=//x.invalid/x.css>', '<style>*{display:none}</style>',
  '<template><script>window.__xss=1</script></template>', '<noscript><p title="</noscript><img src=x onerror=window.__xss=1>">', '<p style="background:url(javascript:window.__xss=1)">', '{{constructor.constructor("window.__xss=1")()}}', '${window.__xss=1}', '<%= 7*7 %>', '#{7*7}']
const entities = ['&lt;script&gt;window.__xss=1&lt;/script&gt;', '&#60;script&#62;', '&#x3c;script>', '%3Cscript%3Ewindow.__xss=1%3C/script%3E', '\\u003cscript\\u003e', '&quot;&apos;&amp;amp;', ']]><![CDATA[<x>']
const formulas = ['=1+1', '=HYPERLINK("http://x.invalid";"klik")', '+cmd|\' /C calc\'!A0', '-2+3+cmd|\' /C calc\'!A0', '@SUM(1+1)*cmd', '\t=1+1', '=DDE("cmd";"/C calc";"1")', ';=1+1', '","=1+1', '\'=1+1']
const database = ["'; drop table usulan; --", "' or '1'='1", '%_%_%_%_%_%', '\\', '$1', '{"usul":true}', '[object Object]', 'null', 'undefined', 'NaN', '__proto__', 'constructor']
const unicode = ['\u202eolleH', 'Su\u200btrisno', '\u200b\u200b\u200b', '\u2066\u2069', 'a\u0000b', '\u0000', '\u0007\u0008', '\ufeffSutrisno', 'S\u00adutrisno', '\u{e0041}\u{e0042}', 'ｓｃｒｉｐｔ', '＜script＞', 'K\u0301\u0302\u0303\u0304\u0305\u0306', '😀👩‍👩‍👧‍👦', '\u2028\u2029', '\ud800', 'İıſK', '\ufffe\uffff']
const paths = ['../../etc/passwd', '%2e%2e%2f', '\r\nSet-Cookie: a=b', '%0d%0aLocation:%20//x.invalid', '//x.invalid', '\\\\x.invalid']

/** More than sixty texts that were harmful somewhere. */
export const payloads: readonly string[] = [...script, ...entities, ...formulas, ...database, ...unicode, ...paths]

const TAG = /<(\/?[a-zA-Z][^\s>/]*)((?:\s+[^\s=>/]+(?:="[^"]*")?)*)\s*\/?>/g
// These follow from what is typed and mean no harm: `for` and ids are compared by name only, hints come and go with the sentences.
const attributes = (text: string): string => [...text.matchAll(/\s([^\s=]+)(?:="[^"]*")?/g)].map((m) => m[1]).sort().join(',')

/** Tags and names of attributes in their order: equal for two pages that differ in texts alone. */
export function skeleton(html: string): string[] {
  return [...html.matchAll(TAG)].map((m) => `${m[1]!.toLowerCase()} ${attributes(m[2]!)}`.trim())
}

/** Names of elements and attributes that none of our form pages has; [] is what a test expects. */
export function strangers(html: string): string[] {
  const ours = /^(?:\/?(?:html|head|meta|title|link|script|body|a|header|div|span|b|small|p|form|input|button|main|h1|h2|h3|ul|ol|li|fieldset|legend|label|svg|use|path|circle|g|i|select|option|textarea|epu-cari|details|summary|dl|dt|dd|section|aside|br|footer|nav|progress|table|caption|thead|tbody|tr|th|td|time|q|del|ins|mark))$/
  return skeleton(html).filter((tag) => !ours.test(tag.split(' ')[0]!) || /(^|[ ,])(on\w+|style|srcdoc|formaction|http-equiv)/.test(tag))
}

const decode = (text: string): string => text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')

/** What a reader of the page finds in an input or textarea. Undefined when it is not there. */
export function valueOf(html: string, name: string): string | undefined {
  const tag = [...html.matchAll(TAG)].find((m) => /^(input|textarea)$/.test(m[1]!) && m[2]!.includes(` name="${name}"`) && !/ type="(radio|checkbox)"/.test(m[2]!))
  if (!tag) return undefined
  if (tag[1] === 'textarea') return decode(html.slice(tag.index + tag[0].length, html.indexOf('</textarea>', tag.index)))
  return decode(/ value="([^"]*)"/.exec(tag[2]!)?.[1] ?? '')
}

/** Text of a page without its tags. */
export const textOf = (html: string): string => decode(html.replace(/<(script|style)[\s\S]*?<\/\1>/g, ' ').replace(TAG, ' ').replace(/\s+/g, ' '))
