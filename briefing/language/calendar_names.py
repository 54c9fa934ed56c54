"""Months and weekdays by name, in the languages that news pages are written in, as they stand inside a date."""

_MONTH_NAMES = {
    1: """january jan січня січень січ января январь янв januar jänner janvier janv enero gennaio stycznia januari janeiro ledna
        januára január ocak ianuarie tammikuuta jaanuar януари sausio ιανουαρίου ינואר בינואר يناير""",
    2: """february feb лютого лютий лют февраля февраль фев februar février févr fév febrero febbraio lutego februari fevereiro února
        februára február şubat februarie helmikuuta veebruar февруари vasario φεβρουαρίου פברואר בפברואר فبراير""",
    3: """march mar березня березень бер марта март мар märz mrz mars marzo marca marts maart março března březen március mart martie
        maaliskuuta märts maret kovo μαρτίου מרץ במרץ مارس""",
    4: """april apr квітня квітень квіт апреля апрель апр avril avr abril abr aprile kwietnia dubna apríla április nisan aprilie
        huhtikuuta aprill април balandžio απριλίου אפריל באפריל أبريل""",
    5: """may травня травень трав мая май mai mayo maggio maja maj mei maio května mája május mayıs toukokuuta gegužės μαΐου מאי
        במאי مايو""",
    6: """june jun червня червень черв июня июнь июн juni juin junio giugno czerwca junho června júna június haziran iunie
        kesäkuuta juuni юни birželio ιουνίου יוני ביוני يونيو""",
    7: """july jul липня липень лип июля июль июл juli juillet juil julio luglio lipca julho července júla július temmuz iulie
        heinäkuuta juuli юли liepos ιουλίου יולי ביולי يوليو""",
    8: """august aug серпня серпень серп августа август авг août agosto sierpnia augusti augustus srpna augusta augusztus ağustos
        elokuuta agustus rugpjūčio αυγούστου אוגוסט באוגוסט أغسطس""",
    9: """september sept sep вересня вересень вер сентября сентябрь сент сен septembre septiembre settembre września setembro září
        septembra szeptember eylül septembrie syyskuuta септември rugsėjo σεπτεμβρίου ספטמבר בספטמבר سبتمبر""",
    10: """october oct жовтня жовтень жовт октября октябрь окт oktober okt octobre octubre ottobre października outubro října
        októbra október ekim octombrie lokakuuta oktoober октомври spalio οκτωβρίου אוקטובר באוקטובר أكتوبر""",
    11: """november nov листопада листопад лист ноября ноябрь ноя novembre noviembre listopada novembro listopadu novembra kasım
        noiembrie marraskuuta ноември lapkričio νοεμβρίου נובמבר בנובמבר نوفمبر""",
    12: """december dec грудня грудень груд декабря декабрь дек dezember dez décembre déc diciembre dic dicembre grudnia desember
        dezembro prosince decembra aralık decembrie joulukuuta detsember декември gruodžio δεκεμβρίου דצמבר בדצמבר ديسمبر""",
}
MONTHS = {name: number for number, names in _MONTH_NAMES.items() for name in names.split()}
# Only these are written before the day ("February 5"); of the others such a pair is a date only with its year behind it.
MONTH_FIRST = frozenset(
    """january jan february feb march mar april apr may june jun july jul august aug september sept sep october oct november nov
    december dec""".split()
)

_WEEKDAY_NAMES = {
    0: "monday mon понеділок понеділка понедельник понедельника montag lundi mandag lunedì lunes måndag maandag poniedziałek pondělí",
    1: "tuesday tue tues вівторок вівторка вторник вторника dienstag mardi tirsdag martedì martes tisdag dinsdag wtorek úterý",
    2: "wednesday wed середа середу середи среда среду среды mittwoch mercredi onsdag mercoledì miércoles woensdag środa środę středa",
    3: "thursday thu thur thurs четвер четверга четверг donnerstag jeudi torsdag giovedì jueves donderdag czwartek čtvrtek",
    4: "friday fri п'ятниця п'ятницю п'ятниці пятница пятницу пятницы freitag vendredi fredag venerdì viernes vrijdag piątek pátek",
    5: """saturday sat субота суботу суботи суббота субботу субботы samstag sonnabend samedi lørdag sabato sábado lördag zaterdag
        sobota sobotę""",
    6: "sunday sun неділя неділю неділі воскресенье воскресенья sonntag dimanche søndag domenica domingo söndag zondag niedziela niedzielę",
}
WEEKDAYS = {name: number for number, names in _WEEKDAY_NAMES.items() for name in names.split()}
# Written small in running text, by languages that do so; with a capital they may be somebody's name.
SMALL_WEEKDAYS = frozenset(
    """lundi mardi mercredi jeudi vendredi samedi dimanche mandag tirsdag onsdag torsdag fredag lørdag søndag lunedì martedì mercoledì
    giovedì venerdì sabato domenica lunes martes miércoles jueves viernes sábado domingo måndag tisdag lördag söndag maandag dinsdag
    woensdag donderdag vrijdag zaterdag zondag poniedziałek wtorek środa środę czwartek piątek sobota sobotę niedziela niedzielę
    pondělí úterý středa čtvrtek pátek""".split()
)
