import eu.europa.esig.dss.diagnostic.DiagnosticData;
import eu.europa.esig.dss.diagnostic.SignatureWrapper;
import eu.europa.esig.dss.model.DSSDocument;
import eu.europa.esig.dss.model.FileDocument;
import eu.europa.esig.dss.model.x509.CertificateToken;
import eu.europa.esig.dss.simplereport.SimpleReport;
import eu.europa.esig.dss.spi.validation.CommonCertificateVerifier;
import eu.europa.esig.dss.spi.x509.CommonTrustedCertificateSource;
import eu.europa.esig.dss.validation.SignedDocumentValidator;
import eu.europa.esig.dss.validation.reports.Reports;
import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the EU's Digital Signature Service says of files, by its default policy and without any network. A line of stdin asks: the file, a
 * file of trust anchors, the time and the signed content, parted by tabs, the last three perhaps empty. A line of stdout answers for each signature:
 * the file, its place, format, indication, sub-indication, flags and messages; or the file, ERROR, why.
 */
class Judge {
  private static final int SECONDS = 60;

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    System.setOut(System.err);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] asked = line.split("\t", -1);
      for (String answer : answersInTime(asked)) out.println(asked[0] + "\t" + answer);
      out.println(asked[0] + "\tEND");
    }
    System.exit(0);
  }

  private static List<String> answersInTime(String[] asked) {
    ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
      Thread made = new Thread(null, work, "judge", 64L << 20);
      made.setDaemon(true);
      return made;
    });
    Future<List<String>> answers = thread.submit(() -> answers(asked[0], asked[1], asked[2], asked[3]));
    try {
      return answers.get(SECONDS, TimeUnit.SECONDS);
    } catch (Exception failed) {
      Throwable cause = failed.getCause() == null ? failed : failed.getCause();
      return List.of("ERROR\t" + oneLine(cause.getClass().getSimpleName() + ": " + cause.getMessage()));
    } finally {
      thread.shutdownNow();
    }
  }

  private static List<String> answers(String file, String anchor, String time, String content) throws Exception {
    CommonTrustedCertificateSource trusted = new CommonTrustedCertificateSource();
    if (!anchor.isEmpty()) for (CertificateToken token : certificatesOf(anchor)) trusted.addCertificate(token);
    CommonCertificateVerifier verifier = new CommonCertificateVerifier();
    verifier.setTrustedCertSources(trusted);
    verifier.setAIASource(null);
    verifier.setCrlSource(null);
    verifier.setOcspSource(null);
    SignedDocumentValidator validator = SignedDocumentValidator.fromDocument(new FileDocument(file));
    validator.setCertificateVerifier(verifier);
    if (!time.isEmpty()) validator.setValidationTime(Date.from(Instant.parse(time)));
    if (!content.isEmpty()) validator.setDetachedContents(List.<DSSDocument>of(new FileDocument(content)));
    return told(validator.validateDocument());
  }

  private static List<CertificateToken> certificatesOf(String pem) throws Exception {
    List<CertificateToken> tokens = new ArrayList<>();
    try (InputStream in = new FileInputStream(pem)) {
      for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) tokens.add(new CertificateToken((X509Certificate) certificate));
    }
    return tokens;
  }

  private static List<String> told(Reports reports) {
    SimpleReport report = reports.getSimpleReport();
    DiagnosticData data = reports.getDiagnosticData();
    List<String> answers = new ArrayList<>();
    for (String id : report.getSignatureIdList()) {
      SignatureWrapper signature = data.getSignatureById(id);
      if (signature.isCounterSignature()) continue;
      answers.add(String.join("\t", placeOf(signature), signature.getSignatureFormat().name(), String.valueOf(report.getIndication(id)),
          report.getSubIndication(id) == null ? "" : report.getSubIndication(id).name(), flagsOf(signature), messagesOf(report, id)));
    }
    return answers;
  }

  private static String placeOf(SignatureWrapper signature) {
    List<String> fields = signature.getPDFRevision() == null ? List.of() : signature.getSignatureFieldNames();
    return oneLine(fields.isEmpty() ? String.valueOf(signature.getFilename()) : fields.get(0));
  }

  private static String flagsOf(SignatureWrapper signature) {
    List<String> flags = new ArrayList<>();
    if (signature.isSignatureIntact()) flags.add("intact");
    if (signature.isSignatureValid()) flags.add("valid");
    if (signature.isBLevelTechnicallyValid()) flags.add("b-level");
    if (signature.arePdfModificationsDetected()) flags.add("drawn-over");
    if (signature.arePdfObjectModificationsDetected()) flags.add("objects-changed");
    if (!signature.getPdfUndefinedChanges().isEmpty()) flags.add("undefined-changes");
    return String.join(" ", flags);
  }

  private static String messagesOf(SimpleReport report, String id) {
    List<String> errors = report.getAdESValidationErrors(id).stream().map(message -> message.getKey()).collect(Collectors.toList());
    List<String> warnings = report.getAdESValidationWarnings(id).stream().map(message -> message.getKey()).collect(Collectors.toList());
    return oneLine(String.join(" ", errors) + " | " + String.join(" ", warnings));
  }

  private static String oneLine(String text) {
    String plain = text.replaceAll("\\s+", " ");
    return plain.length() > 300 ? plain.substring(0, 300) : plain;
  }
}
