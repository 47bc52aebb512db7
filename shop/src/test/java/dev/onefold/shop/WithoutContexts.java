package dev.onefold.shop;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** While {@link Without} runs, tests get a shop of its own: with the doubles, and with another database. */
class WithoutContexts implements ContextCustomizerFactory {

    private static final ContextCustomizer DOUBLES = new Doubles();

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
        return Without.isRunning() ? DOUBLES : null;
    }

    /** One instance, so that all tests share one context. */
    private static final class Doubles implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            ClassPathBeanDefinitionScanner doubles =
                    new ClassPathBeanDefinitionScanner((BeanDefinitionRegistry) context.getBeanFactory(), false) {
                        @Override
                        protected boolean isCandidateComponent(AnnotatedBeanDefinition definition) {
                            definition.setPrimary(true);
                            return super.isCandidateComponent(definition);
                        }
                    };
            doubles.addIncludeFilter(new AnnotationTypeFilter(Without.TestDouble.class));
            doubles.scan(ShopApplication.class.getPackageName());
            context.addApplicationListener(
                    (ApplicationListener<ApplicationReadyEvent>) ready -> WithoutDatabase.keep());
        }
    }
}
