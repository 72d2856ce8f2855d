import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;
import java.util.stream.Collectors;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.results.ValidationResult;

/**
 * What veraPDF says of files, each by the kind of PDF/A it claims to be. A line of stdin names a file; a line of stdout answers, parted by
 * tabs: the file, the kind, whether it is one, and the rules it breaks.
 */
class Judge {
  public static void main(String[] args) throws Exception {
    LogManager.getLogManager().reset();
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    VeraGreenfieldFoundryProvider.initialise();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String file = in.readLine(); file != null; file = in.readLine()) out.println(file + "\t" + answer(file));
  }

  private static String answer(String file) {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file));
        PDFAValidator validator = Foundries.defaultInstance().createValidator(parser.getFlavour(), false)) {
      ValidationResult result = validator.validate(parser);
      String broken = result.getFailedChecks().keySet().stream().map(rule -> rule.getClause() + "-" + rule.getTestNumber()).sorted().collect(Collectors.joining(" "));
      return parser.getFlavour().getId() + "\t" + (result.isCompliant() ? "yes" : "no") + "\t" + broken;
    } catch (Exception failed) {
      return "\tno\t" + String.valueOf(failed.getMessage()).replaceAll("\\s+", " ");
    }
  }
}
