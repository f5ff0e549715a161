"""The language that a text shows."""

import pytest

from pipeline.load.languages import recognise

FOREIGN = {
    "de": (
        "Die Gewerkschaft im Hafen von Emden teilte am Freitag mit, dass sie an den "
        "Verhandlungstisch zurückkehrt. „Wir waren nie weg“, sagte ihre Vorsitzende nach "
        "zwei Stunden im Ministerium."
    ),
    "fr": (
        "Le syndicat du port a annoncé vendredi qu'il reviendrait à la table des "
        "négociations. « Nous ne l'avons jamais quittée », a déclaré sa présidente après "
        "une réunion au ministère."
    ),
    "es": (
        "El sindicato del puerto anunció el viernes que volverá a la mesa de "
        "negociaciones. «Nunca nos fuimos», dijo su presidenta tras una reunión de dos "
        "horas en el ministerio."
    ),
    "it": (
        "Il sindacato del porto ha annunciato venerdì che tornerà al tavolo delle "
        "trattative. «Non ce ne siamo mai andati», ha detto la presidente dopo un "
        "incontro al ministero."
    ),
    "pt": (
        "O sindicato do porto anunciou na sexta-feira que voltará à mesa de negociações. "
        "“Nunca saímos”, disse a presidente depois de uma reunião de duas horas no "
        "ministério."
    ),
    "nl": (
        "De vakbond in de haven maakte vrijdag bekend dat hij terugkeert naar de "
        "onderhandelingstafel. „Wij zijn nooit weggeweest”, zei de voorzitter na twee uur"
        " overleg op het ministerie."
    ),
    "af": (
        "Die vakbond by die hawe het Vrydag aangekondig dat hy na die "
        "onderhandelingstafel sal terugkeer. “Ons was nooit weg nie,” het sy voorsitter "
        "ná 'n vergadering van twee uur gesê."
    ),
    "da": (
        "Fagforeningen i havnen meddelte fredag, at den vender tilbage til "
        "forhandlingsbordet. „Vi har aldrig forladt det“, sagde dens formand efter et to "
        "timer langt møde i ministeriet."
    ),
    "sv": (
        "Hamnarbetarnas fackförbund meddelade på fredagen att det återvänder till "
        "förhandlingsbordet. ”Vi har aldrig lämnat det”, sade ordföranden efter ett två "
        "timmar långt möte."
    ),
    "fi": (
        "Sataman ammattiliitto ilmoitti perjantaina palaavansa neuvottelupöytään. ”Emme "
        "koskaan lähteneet”, sanoi liiton puheenjohtaja kaksi tuntia kestäneen kokouksen "
        "jälkeen."
    ),
    "pl": (
        "Związek zawodowy w porcie ogłosił w piątek, że wróci do stołu rokowań. „Nigdy od"
        " niego nie odeszliśmy”, powiedziała przewodnicząca po dwugodzinnym spotkaniu w "
        "ministerstwie."
    ),
    "cs": (
        "Odbory v přístavu v pátek oznámily, že se vrátí k jednacímu stolu. „Nikdy jsme "
        "neodešli,“ řekla jejich předsedkyně po dvouhodinové schůzce na ministerstvu."
    ),
    "hu": (
        "A kikötő szakszervezete pénteken bejelentette, hogy visszatér a "
        "tárgyalóasztalhoz. „Soha nem álltunk fel” – mondta az elnök a minisztériumban "
        "tartott kétórás megbeszélés után."
    ),
    "tr": (
        "Limandaki sendika cuma günü müzakere masasına döneceğini açıkladı. Başkan, "
        "bakanlıkta iki saat süren toplantının ardından “Masadan hiç kalkmadık” dedi."
    ),
    "id": (
        "Serikat pekerja di pelabuhan itu mengumumkan pada hari Jumat bahwa mereka akan "
        "kembali ke meja perundingan. “Kami tidak pernah pergi,” kata ketuanya setelah "
        "pertemuan dua jam."
    ),
    "ru": (
        "Профсоюз порта сообщил в пятницу, что вернётся за стол переговоров. «Мы никуда "
        "не уходили», — сказала его председатель после двухчасовой встречи в "
        "министерстве."
    ),
    "uk": (
        "Профспілка порту повідомила у п’ятницю, що повернеться за стіл переговорів. «Ми "
        "нікуди не йшли», — сказала її голова після двогодинної зустрічі в міністерстві."
    ),
    "el": (
        "Το συνδικάτο του λιμανιού ανακοίνωσε την Παρασκευή ότι θα επιστρέψει στις "
        "διαπραγματεύσεις. «Δεν φύγαμε ποτέ», είπε η πρόεδρός του ύστερα από συνάντηση "
        "δύο ωρών."
    ),
    "ar": (
        "أعلنت نقابة عمال الميناء يوم الجمعة أنها ستعود إلى طاولة المفاوضات. وقالت "
        "رئيستها بعد اجتماع استمر ساعتين في الوزارة: «لم نغادرها أبدا»."
    ),
    "he": (
        "ועד העובדים בנמל הודיע ביום שישי כי ישוב לשולחן המשא ומתן. ״מעולם לא עזבנו "
        "אותו״, אמרה היושבת ראש לאחר פגישה של שעתיים במשרד."
    ),
    "hi": (
        "बंदरगाह की यूनियन ने शुक्रवार को घोषणा की कि वह बातचीत की मेज पर लौटेगी। "
        "मंत्रालय में दो घंटे की बैठक के बाद इसकी अध्यक्ष ने कहा, “हम कभी गए ही नहीं थे।”"
    ),
    "zh": (
        "港口工会星期五宣布，将重新回到谈判桌。工会主席在该部举行两个小时的会议后说：“我们从未离开过。”部长们将于星期一再次会面。"
    ),
    "ja": (
        "港湾労働組合は金曜日、交渉のテーブルに戻ると発表した。委員長は省内での二時間の会合の後、「私たちは一度も離れていない」と述べた。"
    ),
    "ko": (
        "항만 노조는 금요일 협상 테이블로 돌아가겠다고 발표했다. "
        "위원장은 부처에서 두 시간 동안 회의를 마친 뒤 “우리는 떠난 적이 없다”고 말했다."
    ),
    "sr": (
        "Синдикат у луци саопштио је у петак да се враћа за преговарачки сто. „Никада "
        "нисмо ни отишли“, рекла је председница после двочасовног састанка у "
        "министарству."
    ),
    "vi": (
        "Công đoàn cảng hôm thứ Sáu thông báo sẽ quay lại bàn đàm phán. “Chúng tôi chưa "
        "bao giờ rời đi,” chủ tịch công đoàn nói sau cuộc họp kéo dài hai giờ tại bộ."
    ),
    "fa": (
        "اتحادیه کارگران بندر روز جمعه اعلام کرد که به میز مذاکره بازمی‌گردد. رئیس این "
        "اتحادیه پس از نشستی دو ساعته در وزارتخانه گفت: «ما هرگز آن را ترک نکرده بودیم.»"
    ),
    "ro": (
        "Sindicatul din port a anunțat vineri că se va întoarce la masa negocierilor. „Nu"
        " am plecat niciodată”, a spus președinta după o întâlnire de două ore la "
        "minister."
    ),
    "sw": (
        "Chama cha wafanyakazi wa bandari kilitangaza Ijumaa kwamba kitarudi kwenye meza "
        "ya mazungumzo. “Hatukuondoka kamwe,” alisema mwenyekiti wake baada ya mkutano wa"
        " saa mbili wizarani."
    ),
}
ENGLISH = (
    "The union at the port said on Friday that it would return to the table after two weeks. "
    "Ministers meet again on Monday, and ships will leave by noon."
)


@pytest.mark.parametrize("code", FOREIGN)
def test_other_languages(code):
    assert recognise(FOREIGN[code]) == code


@pytest.mark.parametrize(
    "text",
    [
        ENGLISH,
        ENGLISH.upper(),
        f"{ENGLISH}\n\n{FOREIGN['de']}",
        f"{FOREIGN['de']} {ENGLISH}",
        "The New York Times and the Washington Post quoted Søren Ångström and Łukasz Żółć.",
    ],
)
def test_english(text):
    assert recognise(text) == "en"


@pytest.mark.parametrize(
    "headline",
    [
        "Obama calls for April debate on immigration bill",
        "Rio Olympics: US swimmer Jimmy Feigen 'settles robbery row'",
        "Rubio: Obama Tax Hikes Will Devastate American Consumers",
        "Trump donations open doors",
        "SOCCER - YUGOSLAV LEAGUE RESULTS / STANDINGS. BELGRADE 1996-08-31",
    ],
)
def test_english_headlines_are_taken_for_no_other_language(headline):
    assert recognise(headline) in ("en", None)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Port strike ends",
        "12 34 56 " * 100,
        "https://www.example.com/ein/langer/pfad/der/deutsch/aussieht",
        "Juan Pérez, Maria Rossi, John Smith, Ana Kovač, Pierre Dupont",
    ],
)
def test_nothing_is_said_of_what_is_no_language(text):
    assert recognise(text) is None


def test_an_english_name_makes_no_english_text():
    text = f"{FOREIGN['de']} Das meldet „The New York Times and the Washington Post“."
    assert recognise(text) == "de"


def test_only_the_beginning_counts():
    assert recognise(FOREIGN["fr"] * 20 + ENGLISH * 100) == "fr"
