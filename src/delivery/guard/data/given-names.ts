/**
 * Given names of the Bible, the Qur'an and of Europe that people in Indonesia bear, compiled for Sambang. Lists of
 * frequent words hold them too, from subtitles and encyclopaedias: they are no common words for that.
 */
export const GIVEN_NAMES =
  `abdullah abraham adriana adrianus agatha agnes agustina agustinus ahmad aisyah albert albertus alexander alfred
  alfonsus aloysius amanda ambrosius amelia andarias andreas andrew angela angelina anthony antonia antonio antonius
  arnold arnoldus arthur augustinus barbara barnabas bartholomeus basilius benediktus benjamin benyamin bernadeta
  bernard bernardus bonifasius brigita caroline catherine cecilia charles charlotte christian christina christine
  christopher clara clement cornelia cornelis cornelius cristina daniel daniela darius david demetrius diana dominggus
  dominikus dominggas dorothea eduard edward efraim eliezer elisabet elisabeth elizabeth emanuel emilia ernest esther
  ezekiel fatima fatimah ferdinand ferdinandus filipus florence frances francis fransina fransisca fransiscus
  fransiska fransiskus franciscus frederik gabriel gabriela george gerard gerardus gideon gregorius habakuk hadijah
  hamzah hannah harold harun hasan hasanuddin helena hendrik hendrika hendrikus henrietta herman hermanus hezekiel
  hubertus husain husein hussein ibrahim ignasius imanuel immanuel isabella isakh ishak ismail israel jacob jacoba
  jacobus jefferson jennifer jeremiah jeremia jessica joanna johana johanes johanis johanna johannes johnson jonathan
  joseph josephine joshua julian juliana julius justin karolina katarina katharina khadijah kornelis kornelius
  kristian kristianus kristina laurens laurensius lazarus leonard leonardus leonardo linda lorens louis louisa
  ludwig lukas lusia magdalena marcus markus margaret margareta margaretha maria mariam mariana marianus marta martha
  martin martina martinus marthin maryam matheos mathias matius matthew mateus maurits maximus melkias michael
  mikael mohamad mohamed mohammad mohammed monica monika muhammad mustafa nathaniel natalia nataniel nehemia nicholas
  nicolas nikodemus nikolas nikolaus norman obaja oktavianus olivia oscar patricia patrick patrisia paulina paulus
  petronela petrus philip philipus pieter pilipus rachel raymond rebecca rebeka regina richard robert roberto
  robertus rosalina rosemary rudolf rudolfus salomina salomo samuel sarah sebastian selfina semuel seprianus septinus
  silvester silvia simeon simon simson solaiman soleman solomon sophia stefanus stephanie stephen stevanus steven
  sulaiman susana susanna sylvia teresa theodorus theresia thomas timothy timotius titus tobias umar usman valentina
  valentino valentinus veronica veronika victor victoria vincent vinsensius viktor viktoria vivian walter wilhelmina
  wilhelmus william willem yakob yakobus yakub yeremia yeremias yoel yohana yohanes yohanis yohannes yonas yonatan
  yosef yosefina yosep yosua yoseph yulia yuliana yulianus yulius yunus yusak yusuf zacharias zainal zakaria zakarias
  zefanya`.split(/\s+/u);

/** Names that are ordinary words of Indonesian as well, and are taken for these. */
export const NAMES_THAT_ARE_WORDS =
  'cahaya muhammad muslim musnah muslimin pertiwi purnama rahmat wahana'.split(' ');

/** Words of offices and of this field that lists of frequent words lack. */
export const FIELD_WORDS =
  `bentrok berhalangan binaan budidaya budi daya dijadwalkan dijeda dikoreksi dinas disnaker diurungkan ekspirasi
  excel instansi jasmani kahar kanwil karutan kemandirian kemenag kemenkumham kepesertaan kepribadian koreksi kuota
  lapas libreoffice linmas maluku masehi masohi mingguan narapidana notula notulen pembinaan pemasyarakatan pelayanan
  pelatihan pendaftaran pengingat penjajakan penutupan perikanan pratinjau puskesmas register rekapitulasi ringkasan
  rutan sambang sosialisasi tahanan tautan terjadwal triwulan unduh warga`.split(/\s+/u);
