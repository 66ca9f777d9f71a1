package workbook.bench.diagnosis;

import java.util.List;
import java.util.stream.Stream;

/** All diagnoses that a failing step can name. */
public final class Catalogue {
  private Catalogue() {}

  /** In the order of the book. */
  public static List<Diagnosis> all() {
    return Stream.<Diagnosis[]>of(
            CallDiagnosis.values(),
            RunDiagnosis.values(),
            UnaryDiagnosis.values(),
            ServerStreamDiagnosis.values(),
            ClientStreamDiagnosis.values(),
            BidiStreamDiagnosis.values(),
            RestartDiagnosis.values(),
            ThreadSafetyDiagnosis.values(),
            LoadBalancingDiagnosis.values())
        .flatMap(Stream::of)
        .toList();
  }
}
