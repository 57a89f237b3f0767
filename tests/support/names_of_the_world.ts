/**
 * Names and words as people write them, in scripts of every kind. Invisible characters are escapes.
 * @module
 */

/** In NFC, as a server writes them. */
export const NAMES: readonly string[] = [
  // Latin, with marks on and below.
  ...["Þórbjörg", "Łukasz Żółć", "Ọlúwáṣẹ́gun", "Nguyễn Thị Ệ", "İbrahim", "Çağrı Iğdır", "Žąsė"],
  ...["Renée O’Connor", "D'Artagnan", "Tłı̨chǫ", "Ásdís Ǫ́́n".replace("\u0301\u0301", "\u0301")],
  // Greek, with three marks on a letter; Coptic, Cyrillic, Armenian, Georgian.
  ...["Νίκος", "Ἀχιλλεύς", "ᾯδή", "ᾧ", "Ⲙⲁⲣⲓⲁ", "Юрій", "Ҳамза", "Мы́шкин", "Ѳеѡдѡ́ръ", "Гражда́нинъ"],
  ...["Գևորգ", "ქეთევან", "ᲥᲔᲗᲔᲕᲐᲜ"],
  // Hebrew, pointed and not; Yiddish.
  ...["דוד", "דָּוִד", "שִׁמְעוֹן", "בְּרָכָה", "ײַנגל"],
  // Arabic, vocalized and not; Persian and Urdu with non-joiners; Kurdish, Uyghur, Sindhi.
  ...["محمد", "مُحَمَّد", "عبد اللَّٰه", "می\u200cنا", "علی\u200cرضا", "محمد\u200cرضا", "نُورُ الدِّین"],
  ...["شێرکۆ", "گۈلنار", "ڳوٺ", "ه\u200d", "آرام‌جو", "PDF\u200cها", "ــعليــ"],
  // Syriac, Thaana, N'Ko, Adlam, Mandaic, Samaritan.
  ...["ܝܘܚܢܢ", "ܝܘ̇ܣܦ", "މުޙައްމަދު", "ߡߊ߬ߡߊߘߎ߫", "𞤀𞤥𞤢𞤣𞤵", "ࡌࡀࡍࡃࡀ", "ࠔࠌࠓࠉࠌ"],
  // Devanagari: conjuncts, marks after marks, joiners.
  ...["क्षितिज", "श्रीकृष्ण", "प्रज्ञा", "र्\u200dहस्व", "राम\u094d\u200cबहादुर", "ज़ुल्फ़िक़ार", "हूँ"],
  // Bengali, with the joiner before the virama; Gurmukhi, Gujarati, Odia.
  ...["চন্দ্র", "র\u200d্যাচেল", "ক্\u200cষ", "ਗੁਰਪ੍ਰੀਤ", "ਸਿੰਘ", "જ્યોત્સ્ના", "ଶ୍ରୀକ୍ଷେତ୍ର"],
  // Tamil, Telugu, Kannada, Malayalam with old chillus, Sinhala.
  ...["ஸ்ரீநிவாசன்", "క్షీరసాగర్", "సాఫ్ట్\u200cవేర్", "ಶ್ರೀನಿವಾಸ", "ರ\u200d್ಯಾಂಬೊ", "അനില്\u200d", "ശ്രീകുമാർ"],
  ...["චන්ද්\u200dරිකා", "ශ්\u200dරී ලංකා", "ක්\u200dෂණ", "චන්ද්\u200dරිකා කුමාරතුංග"],
  // Thai, Lao, Tibetan, Dzongkha, Burmese, Shan, Mon.
  ...["น้ำฝน", "กิตติ์ธนา", "สมเกียรติ วงศ์ประเสริฐ", "ຄຳຜູ້ໃຫຍ່", "བསྟན་འཛིན་རྒྱ་མཚོ", "ཧཱུྃ", "སྒྲོལ་མ"],
  ...["ကျော်", "မြွှော့်", "ဒေါ်အောင်ဆန်းစုကြည်", "ဦးသန့်", "ၸၢႆးၶမ်း", "သ္ဂောံ"],
  // Khmer, with its space of no width; Tai Tham, Tai Le, New Tai Lue, Tai Viet, Cham.
  ...["ញ៉ាំ", "ស្រីស្រស់", "សុខ\u200bា".replace("\u200bា", "ា"), "សុខ\u200bសាន្ត", "ប\u200c៊ី", "ហ៊ុន"],
  ...["ᨻᩕᨿᩣᨾᩢ᩠ᨦᩁᩣ᩠ᨿ", "ᥖᥭᥰ", "ᦺᦎᦰ", "ꪼꪕꪒꪾ", "ꨌꩌ"],
  // Mongolian with its selectors and separator, Manchu, Phags-pa.
  ...["ᠴᠢᠩᠭᠢᠰ", "ᠬᠠᠭᠠ\u180eᠠ", "ᠨ\u180bᠢᠮᠠ", "ᠮᠠᠨᠵᡠ", "ꡖꡟꡃ"],
  // Javanese, Balinese, Sundanese, Batak, Buginese, Rejang, Baybayin, Hanunoo.
  ...["ꦱꦸꦏꦂꦤ", "ꦏꦿꦶꦱ꧀ꦤ", "ᬓᬢᬸᬢ᭄", "ᬓ᭄ᬭᬶᬱ᭄ᬡ", "ᮃᮏᮤᮕ᮪", "ᯅᯖᯂ᯲", "ᨒᨁᨗ", "ꤽꥍꤺ꥓", "ᜋᜇᜒᜌ", "ᜱᜨᜳᜨᜳᜢ"],
  // Chakma, Meetei, Ol Chiki, Limbu, Lepcha, Newa, Sharada, Grantha, Saurashtra, Sylheti.
  ...["𑄌𑄋𑄴𑄟𑄳𑄦", "ꯃꯩꯇꯩ", "ᱥᱟᱱᱛᱟᱲ", "ᤛᤡᤖᤡᤈᤅᤠ", "ᰛᰩᰵ", "𑐥𑑂𑐬", "𑆯𑇀𑆫𑆵", "𑌶𑍍𑌰𑍀", "ꢱꣃꢬꢵꢰ꣄ꢜ꣄ꢬ", "ꠍꠤꠟꠐꠤ"],
  // Ethiopic, Tifinagh, Vai, Bamum, Osmanya, Mende, Bassa, Cherokee, Inuktitut, Osage, Deseret.
  ...["ዮሐንስ", "ⴰⵎⴰⵣⵉⵖ", "ꕙꔤ", "ꚠꚳ", "𐒋𐒘𐒈𐒑", "𞠗𞡃", "𖫓𖫱", "ᏍᏏᏉᏯ", "ᐃᓄᒃᑎᑐᑦ", "𐓏𐓘𐓻", "𐐔𐐯"],
  // Chinese with a variant, Japanese, Korean and its old syllables, Yi, Lisu, Bopomofo, Hmong, Miao.
  ...[
    "李小龍",
    "葛\u{e0100}飾",
    "ガブリエル",
    "佐々木　".trim(),
    "김민수",
    "ᄒ\u1160",
    "\u115fᅡ",
    "ꆈꌠ",
    "ꓡꓲ-ꓢꓴ",
    "ㄅㄆ",
  ],
  ...["𖬌𖬣𖬵", "𖼐𖽑"],
  // Pictures of several signs, with skins, flags and keys.
  ...[
    "🦊",
    "👩\u200d👩\u200d👧",
    "🏃🏽\u200d♂️",
    "❤️\u200d🔥",
    "🇩🇪",
    "1️⃣",
    "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  ],
];
