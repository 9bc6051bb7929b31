import de.unihd.dbs.heideltime.standalone.DocumentType;
import de.unihd.dbs.heideltime.standalone.HeidelTimeStandalone;
import de.unihd.dbs.heideltime.standalone.OutputType;
import de.unihd.dbs.heideltime.standalone.POSTagger;
import de.unihd.dbs.uima.annotator.heideltime.resources.Language;
import com.sun.management.OperatingSystemMXBean;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.SimpleDateFormat;
import java.util.Arrays;
import java.util.Date;

/**
 * Runs HeidelTime's Vietnamese rules over a folder, so that the start of the virtual machine is paid once.
 *
 * Usage: java -cp JAR HeidelTimePeer.java CONFIG FOLDER PASSES. FOLDER holds N.txt and, where the date is known, N.dct
 * (ISO). Writes N.tml beside them in the first pass; prints the processor's seconds of the fastest pass.
 */
class HeidelTimePeer {
    public static void main(String[] arguments) throws Exception {
        String config = arguments[0];
        HeidelTimeStandalone news = tagger(DocumentType.NEWS, config);
        HeidelTimeStandalone undated = tagger(DocumentType.NARRATIVES, config);
        SimpleDateFormat iso = new SimpleDateFormat("yyyy-MM-dd");
        File[] texts = new File(arguments[1]).listFiles((folder, name) -> name.endsWith(".txt"));
        Arrays.sort(texts);
        OperatingSystemMXBean processor = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double best = Double.MAX_VALUE;
        for (int pass = 0; pass < Integer.parseInt(arguments[2]); pass++) {
            long began = processor.getProcessCpuTime();
            for (File file : texts) {
                String text = Files.readString(file.toPath(), StandardCharsets.UTF_8);
                Path dct = Path.of(file.getPath().replace(".txt", ".dct"));
                Date date = Files.exists(dct) ? iso.parse(Files.readString(dct).trim()) : null;
                String tagged = date == null ? undated.process(text) : news.process(text, date);
                if (pass == 0) {
                    Files.writeString(Path.of(file.getPath().replace(".txt", ".tml")), tagged, StandardCharsets.UTF_8);
                }
            }
            best = Math.min(best, (processor.getProcessCpuTime() - began) / 1e9);
        }
        System.out.println("seconds " + best);
    }

    private static HeidelTimeStandalone tagger(DocumentType type, String config) {
        return new HeidelTimeStandalone(Language.VIETNAMESE, type, OutputType.TIMEML, config, POSTagger.NO, true);
    }
}
