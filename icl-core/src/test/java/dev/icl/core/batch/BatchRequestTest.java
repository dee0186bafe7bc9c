package dev.icl.core.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.icl.core.batch.BatchStream.Pool;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchRequestTest {
  @Test
  void theUsualRequestHasTheTensorsOfABatch() {
    assertThat(BatchRequest.labeledAndUnlabeled().tensors())
        .containsExactly(Batch.IMAGE_LABELED, Batch.LABEL_LABELED, Batch.IMAGE_UNLABELED);
    assertThat(BatchRequest.labeledOnly().tensors())
        .containsExactly(Batch.IMAGE_LABELED, Batch.LABEL_LABELED);
    assertThat(BatchRequest.labeledInPlaceOfBoth().tensors())
        .containsExactly(Batch.IMAGE_LABELED, Batch.LABEL_LABELED);
  }

  @Test
  void viewsAndStreamsNameTheirTensors() {
    BatchRequest request =
        new BatchRequest(
            BatchStream.labeled(View.weak(), View.strong("strong"), View.independent("other")),
            BatchStream.unlabeled(View.weak(), View.strong("s1"), View.strong("s2")),
            BatchStream.moreUnlabeled("partners", View.weak(), View.strong("s1")));

    // views of one geometry share their label maps
    assertThat(request.tensors())
        .containsExactly(
            "image_labeled",
            "label_labeled",
            "image_labeled_strong",
            "image_labeled_other",
            "label_labeled_other",
            "image_unlabeled",
            "image_unlabeled_s1",
            "image_unlabeled_s2",
            "image_partners",
            "image_partners_s1");
  }

  @Test
  void samplesAreCountedOnceWhateverTheViews() {
    BatchRequest request =
        new BatchRequest(
            BatchStream.labeled(View.weak()),
            BatchStream.unlabeled(View.weak(), View.strong("strong")),
            BatchStream.moreUnlabeled("partners", View.weak()));

    assertThat(request.samples(Pool.LABELED, 8, 6)).isEqualTo(8);
    assertThat(request.samples(Pool.UNLABELED, 8, 6)).isEqualTo(12);
    assertThat(BatchRequest.labeledInPlaceOfBoth().samples(Pool.LABELED, 8, 6)).isEqualTo(14);
    assertThat(BatchRequest.labeledOnly().samples(Pool.UNLABELED, 8, 6)).isZero();
    assertThat(request.draws(Pool.UNLABELED)).isTrue();
    assertThat(BatchRequest.labeledInPlaceOfBoth().draws(Pool.UNLABELED)).isFalse();
  }

  @Test
  void unlabelledSamplesHaveNoLabels() {
    BatchStream stream = BatchStream.unlabeled(View.weak());

    assertThatThrownBy(() -> stream.label(View.weak()))
        .hasMessage("stream 'unlabeled' has no labels");
  }

  @Test
  void declarationsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> View.strong("a_b"))
        .hasMessage(
            "'a_b' is no name of a view or stream: use lower-case letters, digits, hyphens");
    assertThatThrownBy(() -> View.strong("weak")).hasMessage("view 'weak' is aligned with itself");
    assertThatThrownBy(() -> BatchStream.labeled()).hasMessage("stream 'labeled' has no view");
    assertThatThrownBy(() -> BatchStream.labeled(View.weak(), View.weak()))
        .hasMessage("stream 'labeled' has two views 'weak'");
    View chained = new View("third", Optional.empty(), Optional.of("strong"));
    for (List<View> views :
        List.of(List.of(View.strong("strong")), List.of(View.weak(), View.strong("s"), chained))) {
      assertThatThrownBy(() -> BatchStream.labeled(views.toArray(View[]::new)))
          .hasMessageContaining("which is no view with a geometry of its own before it");
    }
    assertThatThrownBy(() -> new BatchRequest()).hasMessage("a batch of no stream");
    assertThatThrownBy(
            () ->
                new BatchRequest(
                    BatchStream.labeled(View.weak()), BatchStream.labeled(View.weak())))
        .hasMessage("two streams 'labeled'");
  }
}
